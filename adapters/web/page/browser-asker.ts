import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Store } from "#core/host.ts";
import type { Asker } from "#core/team/asker.ts";
import { adapterKey } from "#core/team/keys.ts";

/** Who asks on the page, and the cookie that tells them again. */
export interface BrowserAsker {
  readonly asker: Asker;
  /** For `Set-Cookie`; null if the browser has one. */
  readonly cookie: string | null;
}

/** Makes an asker of a browser: from its cookie if that is signed, else a new one. Null while the store can't be read. */
export type ReadBrowserAsker = (cookies: string | undefined) => Promise<BrowserAsker | null>;

const COOKIE = "portcall";

/** Seconds: thirty days. */
const MAX_AGE = 2_592_000;

const TEAM_PREFIX = "page.";

const KEY = adapterKey("page", "key");

/**
 * Each browser is a team with one admin. The key that signs the cookies is made by the first process and kept in the store, so
 * that a restart or another process knows every browser.
 * @param name what history calls the person
 */
export function createBrowserAskers(store: Store, name: string): ReadBrowserAsker {
  let key: string | null = null;

  return async (cookies) => {
    try {
      key ??= await keptKey(store);
    } catch {
      // Look-ups go on without an asker; the store logs its failures itself.
      return null;
    }
    const known = idIn(cookies, key);
    if (known !== null) return { asker: askerOf(known, name), cookie: null };
    const id = randomBytes(16).toString("base64url");
    const cookie = `${COOKIE}=${id}.${sign(id, key)}; Path=/; Max-Age=${MAX_AGE}; HttpOnly; SameSite=Lax`;
    return { asker: askerOf(id, name), cookie };
  };
}

/** Whether somebody asks on the page, whom nobody knows. */
export function isVisitor({ team }: Pick<Asker, "team">): boolean {
  return team.startsWith(TEAM_PREFIX);
}

/** The key in the store, which the first to ask makes. */
async function keptKey(store: Store): Promise<string> {
  const made = randomBytes(32).toString("base64url");
  const conflict = await store.commit({ expect: [[KEY, undefined]], put: [[KEY, made]] });
  return typeof conflict?.value === "string" ? conflict.value : made;
}

function askerOf(id: string, name: string): Asker {
  return { team: `${TEAM_PREFIX}${id}`, person: `page/${id}`, name, role: async () => "admin" };
}

function sign(id: string, key: string): string {
  return createHmac("sha256", key).update(id).digest("base64url");
}

function idIn(cookies: string | undefined, key: string): string | null {
  const [, id, signature] = /(?:^|;\s*)portcall=([\w-]{22})\.([\w-]{43})(?:;|$)/.exec(cookies ?? "") ?? [];
  if (id === undefined || signature === undefined) return null;
  return timingSafeEqual(Buffer.from(signature), Buffer.from(sign(id, key))) ? id : null;
}
