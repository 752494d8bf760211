import { describe, expect, it } from "vitest";
import { StoreUnavailable } from "#core/host.ts";
import { memoryStore } from "../../../support/store/memory-store.ts";
import { browserAt, startPage } from "./page-server.ts";

describe("a browser", () => {
  it("has a port book of its own, on its maps too", async () => {
    const { address } = await startPage();
    const [one, other] = [browserAt(address), browserAt(address)];
    for (const browser of [one, other]) await browser.open("/");
    await one.type("claim 8867 ledger");
    expect((await one.type("8867")).html).toContain("ledger");
    expect((await other.type("8867")).html).not.toContain("ledger");
    const [own, others] = [await one.open("/my/map/8867.svg"), await other.open("/my/map/8867.svg")];
    expect(own.html).toContain("In your port book");
    expect(own.headers.get("cache-control")).toBe("no-store");
    expect(others.html).not.toContain("In your port book");
    expect((await one.open("/map/8867.svg")).html).not.toContain("In your port book");
    expect((await one.open("/api/v1/answer?q=8867")).html).not.toContain("ledger");
  });

  it("has a cookie that scripts can't read, other sites don't send, and nobody can make", async () => {
    const { address } = await startPage();
    const response = await fetch(address, { method: "POST", body: new URLSearchParams({ q: "867" }) });
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^portcall=[\w-]{22}\.[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
    const value = cookie.split(";", 1)[0] ?? "";
    expect((await browserAt(address, value).type("867")).headers.get("set-cookie")).toBeNull();
    const [id = "", signature = ""] = value.replace("portcall=", "").split(".");
    for (const forged of [`${"A".repeat(22)}.${signature}`, `${id}.${"A".repeat(43)}`, id, ""]) {
      const given = await browserAt(address, `portcall=${forged}`).type("867");
      expect(given.headers.get("set-cookie")).toContain("portcall=");
    }
  });

  it("sends its cookie over https only, where a proxy says that it came so", async () => {
    const cookieOf = async (proxies: number, proto: string) => {
      const { address } = await startPage(memoryStore(), undefined, proxies);
      const headers = { "x-forwarded-proto": proto };
      const given = await browserAt(address).post({ q: "867" }, headers);
      return given.headers.get("set-cookie");
    };
    expect(await cookieOf(1, "https")).toMatch(/; SameSite=Lax; Secure$/);
    expect(await cookieOf(1, "http")).toMatch(/; SameSite=Lax$/);
    expect(await cookieOf(0, "https")).toMatch(/; SameSite=Lax$/);
  });

  it("gets no cookie for reading", async () => {
    const { headers } = await browserAt((await startPage()).address).open("/?q=867");
    expect(headers.get("set-cookie")).toBeNull();
  });

  it("is one of so many at an address that can become known, and keep something", async () => {
    const { address } = await startPage();
    const known = browserAt(address);
    await known.type("claim 8867 ledger");
    for (let at = 1; at < 60; at++) await browserAt(address).type("claim 8867 ledger");
    const { status, title, headers } = await browserAt(address).type("867");
    expect([status, title, headers.get("set-cookie")]).toEqual([200, "Port 867 · unassigned", null]);
    expect((await browserAt(address).type("claim 8868 other")).html).toContain("Lookups work for everyone");
    expect((await known.type("book")).html).toContain("ledger");
  });

  it("is known to every process on the store, and after a restart", async () => {
    const store = memoryStore();
    const first = browserAt((await startPage(store)).address);
    await first.open("/");
    await first.type("claim 8867 ledger");
    const second = browserAt((await startPage(store)).address, first.cookie());
    expect((await second.type("book")).html).toContain("ledger");
  });

  it("still gets look-ups while the store is unavailable", async () => {
    const fail = async () => {
      throw new StoreUnavailable();
    };
    const browser = browserAt((await startPage({ ...memoryStore(), get: fail, list: fail, commit: fail })).address);
    const { status, title, headers } = await browser.open("/?q=867");
    expect([status, title, headers.get("set-cookie")]).toEqual([200, "Port 867 · unassigned", null]);
    expect((await browser.open("/my/map/867.svg")).status).toBe(200);
  });
});
