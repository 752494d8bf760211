import { describe, expect, it } from "vitest";
import { describeStore, openStore } from "#adapters/store/index.ts";
import { ConfigurationError } from "#core/host.ts";
import { titleOf } from "../../support/store/engines.ts";
import { POSTGRES, REDIS } from "../../support/store/servers.ts";
import { everythingIn, storeLog } from "../../support/store/store-log.ts";

const SECRET = "hunter2";

describe("the label of a store's URL", () => {
  it.each([
    ["sqlite:./var/portcall.sqlite", "sqlite:./var/portcall.sqlite"],
    ["sqlite:/var/lib/portcall.sqlite", "sqlite:/var/lib/portcall.sqlite"],
    ["sqlite::memory:", "sqlite::memory:"],
    ["redis://localhost", "redis://localhost:6379"],
    [`redis://:${SECRET}@cache.example:6380/2`, "redis://cache.example:6380/2"],
    [`rediss://me:${SECRET}@cache.example/`, "rediss://cache.example:6379"],
    [`postgres://me:${SECRET}@[::1]:5433/portcall?sslmode=require`, "postgres://[::1]:5433/portcall"],
    [`postgresql://me@db.example/portcall?password=${SECRET}`, "postgres://db.example:5432/portcall"],
    ["postgres:///portcall", "postgres://localhost:5432/portcall"],
    [`keyv:@keyv/mongo,mongodb://me:${SECRET}@one.example,two.example/db`, "keyv:@keyv/mongo"],
    [`keyv:keyv-file,{"filename":"${SECRET}"}`, "keyv:keyv-file"],
  ])("of %s is %s", (url, label) => {
    expect(describeStore(url)).toBe(label);
  });

  it.each([
    ["", "is not a URL"],
    ["./portcall.sqlite", "is not a URL"],
    ["sqlite:", "has no file path"],
    ["sqlite://var/portcall.sqlite", "two slashes"],
    [`mysql://me:${SECRET}@db.example/portcall`, "mysql:"],
    [`redis://me:${SECRET}#x@cache.example`, "%23"],
    [`redis://me:${SECRET}/x@cache.example`, "%2F"],
    [`redis://me:12#${SECRET}@cache.example`, "%23"],
    [`redis://me:12/${SECRET}@cache.example`, "%2F"],
    [`postgres://me:12?${SECRET}@db.example`, "%3F"],
    [`postgres://me:${SECRET}@db.example:port/portcall`, "cannot be read"],
    [`redis://cache.example/${SECRET}`, "a database name"],
    ["sentinel://cache.example:26379/main", "address of the primary"],
    ["redis+sentinel://:hunter2@cache.example:26379/main", "address of the primary"],
    ["keyv:@keyv/mongo", "a comma"],
    [`keyv:./${SECRET}.js,url`, "a comma"],
    [`keyv:@keyv/mongo,{"password":"${SECRET}"`, "not JSON"],
  ])("contains nothing of %j, which is refused with the valid forms", async (url, words) => {
    const refused = [async () => describeStore(url), () => openStore(url, { logger: storeLog().logger })];
    for (const attempt of refused) {
      const error = await attempt().catch((error: unknown) => error);
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(everythingIn(error)).not.toContain(SECRET);
      expect(String(error)).toContain("PORTCALL_STORE");
      expect(String(error)).toContain(words);
      expect(String(error)).toMatch(/sqlite:.\/var\/portcall.sqlite|redis:\/\/HOST:6379/);
    }
  });
});

describe.each([REDIS, POSTGRES].map((kind) => ({ kind, title: titleOf(kind) })))("$title", ({ kind }) => {
  it.skipIf(kind.missing !== undefined)(
    "never has the password in its log or its errors, whether the server is unavailable or refuses it",
    async () => {
      const server = await kind.create();
      const url = new URL(server.url);
      url.username = "nobody";
      url.password = SECRET;
      const { logger, lines } = storeLog();
      const store = await openStore(url.href, { logger });
      const errors = [
        await store.get(["a"]).catch((error: unknown) => error),
        await store.commit({ put: [["a", "b"]] }).catch((error: unknown) => error),
        await store.list("").catch((error: unknown) => error),
      ];
      await store.close();
      expect(errors.map((error) => error instanceof Error && error.name)).toEqual(Array(3).fill("StoreUnavailable"));
      expect(lines.map(({ level }) => level)).toEqual(["warn"]);
      expect(lines[0]?.fields.reason).toContain("ECONNREFUSED");
      await server.start();
      const refusal = await openStore(url.href, { logger }).catch((error: unknown) => error);
      await server.remove();
      expect(refusal).toBeInstanceOf(ConfigurationError);
      expect(String(refusal)).toMatch(/PORTCALL_STORE.*(WRONGPASS|role "nobody" does not exist).*user name.*password/);
      expect(everythingIn([lines, errors, refusal])).not.toContain(SECRET);
    },
    60_000,
  );
});
