import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { memoryStore } from "../../../support/store/memory-store.ts";
import { tagsIn, unescapeHtml } from "./drawn-text.ts";
import { browserAt, startPage } from "./page-server.ts";

describe("the page", () => {
  it("answers without JavaScript, well-formed, with a policy that lets nothing else in", async () => {
    const browser = browserAt((await startPage()).address);
    const { status, html, headers, title } = await browser.open("/?q=867");
    expect([status, title]).toEqual([200, "Port 867 · unassigned"]);
    tagsIn(html.replace("<!doctype html>", ""));
    expect(html.replaceAll(/<script type="module" src="\/page\.js\?[\w-]+"><\/script>/g, "")).not.toContain("<script");
    expect(html).not.toMatch(/ style=| on\w+=/);
    const policy = headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
  });

  it("lets no answer be taken for another type, errors and files included", async () => {
    const browser = browserAt((await startPage()).address);
    const paths = ["/", "/page.js", "/map/867.svg", "/my/map/867.svg", "/map/nothing", "/nothing"];
    for (const path of [...paths, "/api/v1/answer?q=867", "/api/v1/answer"]) {
      const { headers } = await browser.open(path);
      expect([headers.get("x-content-type-options"), headers.get("referrer-policy")], path).toEqual([
        "nosniff",
        "no-referrer",
      ]);
    }
  });

  it("lets its files only be read", async () => {
    const { status, headers } = await browserAt((await startPage()).address).open("/page.js", { method: "DELETE" });
    expect([status, headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });

  it("begins with an answer, and an empty box", async () => {
    const { html, title } = await browserAt((await startPage()).address).open("/");
    expect(title).toContain("867");
    expect(html).toContain('name="q" value=""');
  });

  it("takes what /port takes, and shows it on both platforms, as text, as JSON and on the map", async () => {
    const { html, title } = await browserAt((await startPage()).address).type("redis");
    expect(title).toContain("6379");
    for (const view of ["slack", "discord", "text"]) expect(html).toContain(`data-view="${view}"`);
    const { html: port } = await browserAt((await startPage()).address).type("6379");
    expect(port).toContain('<img src="/my/map/6379.svg"');
    expect(unescapeHtml(port)).toContain('"response_type": "ephemeral"');
    expect(unescapeHtml(port)).toContain('"kind": "port"');
  });

  it.each(["slack", "discord"])("does what the buttons of %s do there", async (platform) => {
    const browser = browserAt((await startPage()).address);
    const first = await browser.open("/?q=867");
    const next = await browser.press(first.html, platform, "873");
    expect(next.title).toContain("873");
    expect(next.html).toContain('data-url="/?q=873"');
    expect((await browser.press(next.html, platform, "More")).html).toContain('data-url="/?q=873%20more"');
    const shared = await browser.press(first.html, platform, "Share");
    expect(shared.html).toContain("what everyone in the channel would see");
    expect(unescapeHtml(shared.html)).toContain("Shared by you");
  });

  it("remembers a system that is chosen, and for this browser only", async () => {
    const { address } = await startPage();
    const [one, other] = [browserAt(address), browserAt(address)];
    await one.open("/?q=6379");
    const id = JSON.stringify({ id: "system:6379", value: "" });
    const chosen = await one.post({ discord: id, value: "windows" });
    expect(chosen.html).toContain("Check (Windows)");
    expect((await one.open("/?q=443")).html).toContain("Check (Windows)");
    expect((await other.open("/?q=443")).html).toContain("Check (Linux)");
  });

  it("opens forms, and submits them", async () => {
    const browser = browserAt((await startPage()).address);
    const { html } = await browser.type("8867");
    const form = await browser.press(html, "slack", "Claim");
    expect(form.title).toBe("Claim a port");
    expect(form.html).toContain('name="field.numbers"');
    const fields = { "field.numbers": "8867", "field.name": "ledger", "field.description": "", "field.owner": "" };
    const claimed = await browser.post({ form: "claim 8867", ...fields });
    expect(claimed.html).toContain("ledger");
    expect((await browser.type("book")).html).toContain("ledger");
    expect((await browser.type("undo")).status).toBe(200);
    expect((await browser.type("book")).html).not.toContain("ledger");
  });

  it("explains a paste, of which nothing gets into an address", async () => {
    const browser = browserAt((await startPage()).address);
    const paste = 'tcp LISTEN 0 511 0.0.0.0:6379 0.0.0.0:* users:(("redis-server",pid=812,fd=6))';
    const { html } = await browser.post({ paste });
    expect(html).toContain("6379");
    expect(html).toContain('data-url="/"');
  });

  it("changes nothing because of a link", async () => {
    const browser = browserAt((await startPage()).address);
    const { title, html } = await browser.open("/?q=claim+8867+ledger");
    expect(title).toBe("This changes what’s stored");
    expect(html).toContain('<input type="hidden" name="q" value="claim 8867 ledger">');
    expect((await browser.type("book")).html).not.toContain("ledger");
    for (const change of ["undo", "forget me", "set system macos", "feedback 867 sad", "release 8867"]) {
      expect((await browser.open(`/?q=${encodeURIComponent(change)}`)).title).toBe("This changes what’s stored");
    }
  });

  it("lets no other site post", async () => {
    const browser = browserAt((await startPage()).address);
    const foreign: readonly Readonly<Record<string, string>>[] = [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://example.com" },
      { origin: "null" },
    ];
    for (const headers of foreign) {
      expect((await browser.post({ q: "claim 8867 theirs" }, headers)).status).toBe(403);
    }
    expect((await browser.type("book")).html).not.toContain("theirs");
  });

  it("says what it can't read", async () => {
    const browser = browserAt((await startPage()).address);
    expect((await browser.post({ nothing: "1" })).status).toBe(400);
    expect((await browser.post({ slack: "not json" })).status).toBe(400);
    expect((await browser.post({ slack: JSON.stringify({ id: "unknown", value: "" }) })).title).toContain("expired");
    expect(
      (await browser.open("/", { method: "POST", body: "{}", headers: { "content-type": "application/json" } })).status,
    ).toBe(415);
    expect((await browser.post({ paste: "x".repeat(3 * 1024 * 1024) })).status).toBe(413);
    expect((await browser.open("/", { method: "PUT" })).status).toBe(405);
  });

  it("answers a control that holds half a character", async () => {
    const { address, logger } = await startPage();
    const browser = browserAt(address);
    const half = "claim 8867 ledger \ud800";
    expect((await browser.post({ slack: JSON.stringify({ id: "ask:0", value: half }) })).status).toBe(200);
    expect((await browser.post({ discord: JSON.stringify({ id: `ask:${half}`, value: "" }) })).status).toBe(200);
    expect(logger.lines).toEqual([]);
  });

  it("limits how often a client asks", async () => {
    const browser = browserAt((await startPage()).address);
    for (let at = 0; at < 120; at++) await browser.open("/?q=867");
    const { status, title } = await browser.open("/?q=867");
    expect([status, title]).toEqual([503, expect.stringContaining("Too many")]);
  });
});

describe("a long text", () => {
  it("may be posted less often than a question, which goes on", async () => {
    const browser = browserAt((await startPage()).address);
    const paste = "tcp LISTEN 0 511 0.0.0.0:6379 0.0.0.0:*\n".repeat(1000);
    for (let at = 0; at < 10; at++) expect((await browser.post({ paste })).status).toBe(200);
    expect((await browser.post({ paste })).status).toBe(503);
    expect((await browser.post({ q: "x".repeat(20_000) })).status).toBe(503);
    expect((await browser.type("867")).status).toBe(200);
  });
});

describe("a request that is cut off", () => {
  it("is no failure, and others are answered", async () => {
    const { address, logger } = await startPage();
    for (const path of ["/", "/api/v1/explain"]) {
      const type = path === "/" ? "application/x-www-form-urlencoded" : "text/plain";
      const socket = connect(Number(new URL(address).port), "127.0.0.1");
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: portcall\r\ncontent-type: ${type}\r\ncontent-length: 100\r\n\r\nq=8`,
      );
      await once(socket, "connect");
      // Whatever comes after it on another connection, the server has read both.
      expect((await fetch(`${address}/?q=867`)).status).toBe(200);
      socket.destroy();
      expect((await fetch(`${address}/?q=867`)).status).toBe(200);
    }
    expect(logger.lines).toEqual([]);
  });
});

describe("a question that fails", () => {
  it("gets an apology with a reference that is in the log", async () => {
    const fail = async () => {
      throw new Error("This question cannot be answered.");
    };
    const { address, logger } = await startPage(memoryStore(), fail);
    const { status, html } = await browserAt(address).open("/?q=867");
    expect(status).toBe(503);
    const [{ reference = "" } = {}] = logger.fields.filter((fields) => "reference" in fields);
    expect(html).toContain(String(reference));
  });
});
