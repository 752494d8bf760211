import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { acceptedEncoding } from "../compression.ts";
import { refuseOtherMethods } from "../refuse-method.ts";

/** The page's own files. */
export interface Assets {
  /** Their addresses, which change with their contents. */
  readonly urls: { readonly style: string; readonly script: string; readonly icon: string };
  readonly mounts: ReadonlyMap<string, RequestListener>;
}

const FILES = {
  style: { name: "page.css", type: "text/css; charset=utf-8" },
  script: { name: "page.js", type: "text/javascript; charset=utf-8" },
  icon: { name: "icon.svg", type: "image/svg+xml" },
} as const;

const EXTENSIONS = { br: ".br", gzip: ".gz" } as const;

/** @param folder of the build, which has the files compressed as well, or of the sources */
export function loadAssets(folder: string): Assets {
  const style = load("style", folder);
  const script = load("script", folder);
  const icon = load("icon", folder);
  return {
    urls: { style: style.url, script: script.url, icon: icon.url },
    mounts: new Map([style, script, icon].map(({ path, listener }) => [path, listener])),
  };
}

function load(file: keyof typeof FILES, folder: string) {
  const { name, type } = FILES[file];
  const whole = readFileSync(join(folder, name));
  const compressed = (encoding: keyof typeof EXTENSIONS) => {
    const path = join(folder, `${name}${EXTENSIONS[encoding]}`);
    return existsSync(path) ? readFileSync(path) : null;
  };
  const bodies = { br: compressed("br"), gzip: compressed("gzip") };
  const version = createHash("sha256").update(whole).digest("base64url").slice(0, 10);
  const path = `/${name}`;
  const headers = {
    "content-type": type,
    "cache-control": "public, max-age=31536000, immutable",
    vary: "accept-encoding",
  };
  const listener: RequestListener = (request, response) => {
    if (refuseOtherMethods(request, response, ["GET", "HEAD"])) return;
    const encoding = acceptedEncoding(request);
    const body = encoding === null ? null : bodies[encoding];
    if (body === null || encoding === null) response.writeHead(200, headers).end(whole);
    else response.writeHead(200, { ...headers, "content-encoding": encoding }).end(body);
  };
  return { path, url: `${path}?${version}`, listener };
}
