import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@redis/client";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openStore } from "#adapters/store/index.ts";
import type { Store } from "#core/host.ts";
import { ConfigurationError } from "#core/host.ts";
import { runPortcall } from "../../support/process/portcall-process.ts";
import { titleOf } from "../../support/store/engines.ts";
import { findExecutable, freePort, ServerProcess } from "../../support/store/server-process.ts";
import { REDIS, redisServer, redisWith } from "../../support/store/servers.ts";
import { storeLog } from "../../support/store/store-log.ts";

const skip = REDIS.missing !== undefined;
const OPENSSL = findExecutable("openssl");

describe(titleOf(REDIS), () => {
  it.skipIf(skip).each([
    [{ appendonly: "no", "maxmemory-policy": "allkeys-lru" }, ["maxmemory-policy noeviction", "appendonly yes"]],
    [{ "maxmemory-policy": "volatile-ttl" }, ["maxmemory-policy noeviction"]],
    [{ appendonly: "no" }, ["appendonly yes"]],
  ])("logs one warning about settings that may lose acknowledged writes: %j", async (settings, wanted) => {
    const url = await start(settings);
    const { logger, lines } = storeLog();
    const store = await openStore(url, { logger });
    await vi.waitFor(() => expect(lines).not.toEqual([]), { interval: 5 });
    await store.commit({ put: [["a", 1]] });
    await store.close();
    expect(lines.map(({ level, fields }) => [level, fields.wanted])).toEqual([["warn", wanted]]);
  });

  it.skipIf(skip)("logs no warning if the settings are safe, or cannot be read", async () => {
    const settings: readonly Readonly<Record<string, string>>[] = [
      {},
      { appendonly: "no", "rename-command": "CONFIG hidden" },
    ];
    for (const each of settings) {
      const url = await start(each);
      const { logger, lines } = storeLog();
      const store = await openStore(url, { logger });
      // Answered after CONFIG GET, which was sent first.
      await store.commit({ put: [["a", 1]] });
      await store.get(["a"]);
      await store.close();
      expect(lines).toEqual([]);
    }
  });

  it.skipIf(skip).each([
    ["is a cluster", { "cluster-enabled": "yes", appendonly: "no" }, "", /is a Redis Cluster.*PostgreSQL/],
    ["needs a password", { requirepass: "s3cret" }, "", /NOAUTH.*redis:\/\/:PASSWORD@/],
    ["has another password", { requirepass: "s3cret" }, ":wrong@", /WRONGPASS.*password/],
    ["restricts the user", { user: "bob on >bob ~x* +get" }, "bob:bob@", /NOPERM.*~portcall\*/],
  ])("refuses to start, and says what to do, with a server that %s", async (_, settings, account, words) => {
    const url = (await start(settings)).replace("://", `://${account}`);
    const error = await openStore(url, { logger: storeLog().logger }).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toMatch(words);
    expect(String(error)).not.toMatch(/s3cret|wrong/);
  });

  it.skipIf(skip)("works with a user of only the permissions that the refusal names", async () => {
    const permissions = "+@read +@write +@scripting +@connection";
    const url = (await start({ user: `bob on >bob ~portcall* ${permissions}` })).replace("://", "://bob:bob@");
    const { logger, lines } = storeLog();
    const store = await openStore(url, { logger });
    expect(await store.commit({ put: [["a", 1]] })).toBeNull();
    expect(await store.list("")).toEqual([["a", 1]]);
    await store.close();
    expect(lines).toEqual([]);
  });

  it.skipIf(skip)("refuses to start with a Sentinel instead of the server it watches", async () => {
    const folder = mkdtempSync(join(tmpdir(), "portcall-sentinel-"));
    const port = await freePort();
    const settings = join(folder, "sentinel.conf");
    writeFileSync(settings, `bind 127.0.0.1\nport ${port}\ndir ${folder}\nsentinel monitor main 127.0.0.1 1 1\n`);
    const sentinel = new ServerProcess();
    onTestFinished(async () => {
      await sentinel.stop("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    });
    await sentinel.run(redisServer ?? "", [settings, "--sentinel"], undefined, /Sentinel ID is/);
    const opened = openStore(`redis://127.0.0.1:${port}`, { logger: storeLog().logger });
    await expect(opened).rejects.toThrow(/is a Redis Sentinel.*address of the primary/);
  });

  it.skipIf(skip)("says that a server behind rediss: may not speak TLS", async () => {
    const url = (await start({})).replace("redis:", "rediss:");
    const { logger, lines } = storeLog();
    const store = await openStore(url, { logger });
    await store.close();
    expect(lines.map(({ fields }) => fields.reason)).toEqual([expect.stringContaining("write redis: instead")]);
  });

  it.skipIf(skip || OPENSSL === undefined)(
    "speaks TLS, and only to a server whose certificate it trusts (needs openssl)",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "portcall-tls-"));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
      const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate];
      const subject = ["-days", "1", "-subj", "/CN=portcall.test", "-addext", "subjectAltName=IP:127.0.0.1"];
      execFileSync(OPENSSL ?? "", [...request, ...subject], { stdio: "ignore" });
      const port = await freePort();
      const files = { "tls-cert-file": certificate, "tls-key-file": key, "tls-auth-clients": "no" };
      await start({ port: "0", "tls-port": `${port}`, ...files });
      const environment = { PORTCALL_STORE: `rediss://127.0.0.1:${port}` };
      const refused = await runPortcall(["ask", "claim", "8867", "billing"], { environment });
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/self-signed.*NODE_EXTRA_CA_CERTS/) });
      const trusting = { ...environment, NODE_EXTRA_CA_CERTS: certificate };
      const claimed = await runPortcall(["ask", "claim", "8867", "billing"], { environment: trusting });
      expect(claimed).toMatchObject({ code: 0, stdout: expect.stringContaining("Claimed") });
    },
  );

  it.skipIf(skip)("makes no partial change when it becomes full", async () => {
    const store = await openStore(await start({ maxmemory: "3mb" }), { logger: storeLog().logger });
    for (let time = 0; time < 5; time += 1) await expect(fill(store)).rejects.toThrow("does not answer");
    const entries = await store.list("fill/");
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.filter(([key]) => key.endsWith("a"))).toHaveLength(
      entries.filter(([key]) => key.endsWith("b")).length,
    );
    await store.close();
  });

  it.skipIf(skip)("logs one error for many refused writes when it is full, whatever is read in between", async () => {
    const url = await start({});
    const log = storeLog();
    const store = await openStore(url, { logger: log.logger });
    await fill(store);
    // Far below what is used: near the limit, Redis accepts a write now and then.
    await configure(url, "maxmemory", "1mb");
    for (let time = 0; time < 5; time += 1) {
      await expect(store.commit({ put: [["a", time]] })).rejects.toThrow("does not answer");
      expect(await store.get(["fill/0/b"])).toEqual([0]);
    }
    expect(log.levels()).toEqual(["error"]);
    expect(log.lines[0]?.fields).toMatchObject({ fault: "full", reason: expect.stringContaining("OOM") });
    expect(store.state()).toMatchObject({ canRead: true, canWrite: false });
    await store.close();
  });
});

async function start(settings: Readonly<Record<string, string>>): Promise<string> {
  const server = await redisWith(settings).create();
  onTestFinished(() => server.remove());
  await server.start();
  return server.url;
}

/** Stores about 5 MB. */
async function fill(store: Store): Promise<void> {
  for (let part = 0; part < 100; part += 1) {
    await store.commit({
      put: [
        [`fill/${part}/a`, "x".repeat(50_000)],
        [`fill/${part}/b`, part],
      ],
    });
  }
}

async function configure(url: string, name: string, value: string): Promise<void> {
  const client = createClient({ url });
  await client.connect();
  await client.configSet(name, value);
  await client.close();
}
