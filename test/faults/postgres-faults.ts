import { writeFileSync } from "node:fs";
import pg from "pg";
import type { RealServer } from "../support/store/server-process.ts";
import { POSTGRES } from "../support/store/servers.ts";
import type { Fault, World } from "./fault.ts";
import { fill, mountSmallDisk, unmount } from "./sqlite-faults.ts";

type Breaking = Pick<World, "breakIt" | "mend">;

/** Faults of a PostgreSQL server. */
export const POSTGRES_FAULTS: readonly Fault[] = [
  postgres("down at start", (server) => ({ breakIt: () => server.stop(), mend: () => server.start() }), {
    atStart: true,
  }),
  postgres("hung at start", (server) => ({ breakIt: () => server.pause(), mend: () => server.resume() }), {
    atStart: true,
  }),
  postgres("stopped", (server) => ({ breakIt: () => server.stop(), mend: () => server.start() })),
  postgres("killed", (server) => ({ breakIt: () => server.stop("killed"), mend: () => server.start() })),
  postgres("hung", (server) => ({ breakIt: () => server.pause(), mend: () => server.resume() })),
  postgres(
    "wrong password at start",
    (server) => ({
      breakIt: () => authenticate(server, "scram-sha-256", "another"),
      mend: () => authenticate(server, "trust", "s3cret-word"),
    }),
    { atStart: true },
  ),
  postgres(
    "no such database at start",
    (server) => ({
      breakIt: () => query(server, ["ALTER DATABASE portcall RENAME TO elsewhere"]),
      mend: () => query(server, ["ALTER DATABASE elsewhere RENAME TO portcall"]),
    }),
    { atStart: true },
  ),
  postgres("read-only", (server) => ({
    breakIt: () => query(server, ["ALTER SYSTEM SET default_transaction_read_only = on", RELOAD]),
    mend: () =>
      query(server, [
        "SET default_transaction_read_only = off",
        "ALTER SYSTEM RESET default_transaction_read_only",
        RELOAD,
      ]),
  })),
  postgres(
    "table not ours at start",
    (server) => ({
      breakIt: () => query(server, ["CREATE TABLE portcall (id int)"], "portcall"),
      mend: () => query(server, ["DROP TABLE portcall"], "portcall"),
    }),
    { atStart: true },
  ),
  fullDisk(),
];

const RELOAD = "SELECT pg_reload_conf()";

function postgres(name: string, breaking: (server: RealServer) => Breaking, more: Partial<Fault> = {}): Fault {
  return {
    on: "postgres",
    name,
    ...more,
    async prepare() {
      const server = await POSTGRES.create();
      await server.start();
      await query(server, ["CREATE DATABASE portcall"]);
      return {
        environment: { PORTCALL_STORE: urlOf(server, "portcall") },
        ...breaking(server),
        remove: () => server.remove(),
      };
    },
  };
}

/** The whole server on a disk of its own, which needs root. */
function fullDisk(): Fault {
  return {
    on: "postgres",
    name: "disk full",
    async prepare() {
      const disk = mountSmallDisk(120);
      const { TMPDIR } = process.env;
      process.env.TMPDIR = disk;
      const server = await POSTGRES.create().finally(() => {
        if (TMPDIR === undefined) delete process.env.TMPDIR;
        else process.env.TMPDIR = TMPDIR;
      });
      await server.start();
      const { breakIt, mend } = fill(disk);
      return {
        environment: { PORTCALL_STORE: server.url },
        async breakIt() {
          await breakIt();
          await fillTable(server);
        },
        mend,
        async remove() {
          await server.remove();
          unmount(disk);
        },
      };
    },
  };
}

/** Uses up the room that the table still has in its own pages, and into which a few claims would fit. */
async function fillTable(server: RealServer): Promise<void> {
  for (const length of [4000, 400, 1]) {
    const insert = `INSERT INTO portcall VALUES ('filling/' || gen_random_uuid(), repeat('x', ${length}), NULL)`;
    // Until there is no page for another row of this length.
    for (let isFull = false; !isFull; ) {
      isFull = await query(server, [insert]).then(
        () => false,
        () => true,
      );
    }
  }
}

function urlOf({ url }: RealServer, database: string): string {
  return url.replace(/\/postgres$/, `/${database}`);
}

async function query(
  server: RealServer,
  statements: readonly string[],
  database = "postgres",
): Promise<readonly unknown[][]> {
  const client = new pg.Client({ connectionString: urlOf(server, database) });
  await client.connect();
  try {
    const results: unknown[][] = [];
    for (const text of statements) results.push((await client.query({ text, rowMode: "array" })).rows.flat());
    return results;
  } finally {
    await client.end();
  }
}

async function authenticate(server: RealServer, method: string, password: string): Promise<void> {
  const [[file] = []] = await query(server, ["SHOW hba_file"]);
  // Other users, as this program is, keep their way in.
  writeFileSync(String(file), `host portcall all 127.0.0.1/32 ${method}\nhost all all 127.0.0.1/32 trust\n`);
  await query(server, [`ALTER USER portcall PASSWORD '${password}'`, RELOAD]);
}
