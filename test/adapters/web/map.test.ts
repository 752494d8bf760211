import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { createMaps } from "#adapters/web/index.ts";
import { drawMap } from "#adapters/web/map-svg.ts";
import type { MapState } from "#core/map/port-map.ts";
import { portMap } from "#core/map/port-map.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { numbersIn } from "#core/registry/port.ts";
import { createHttpServer } from "../../../src/app/server.ts";
import { listenOnLoopback } from "../../support/loopback/listen.ts";
import { recordingLogger } from "../../support/recording-logger.ts";
import { knowledge, registry } from "../../support/registry/committed.ts";

const RUNS = portMap(knowledge);

function mapOf(asked: number, claims: readonly { first: number; last: number }[] = []): string {
  return drawMap({ runs: RUNS, asked, claims, updated: registry.source.updated }, messagesFor("en"));
}

/** The numbers that a path strokes, in a grid of so many columns. Reads `M`, `m` and `h` as SVG defines them. */
function stroked(path: string, columns: number, first: number): number[] {
  const numbers: number[] = [];
  let [x, y] = [0, 0];
  for (const [, command, one = "", two] of path.matchAll(/([Mmh])(-?[\d.]+)(?: ?(-?[\d.]+))?/g)) {
    if (command === "M") [x, y] = [Number(one), Number(two)];
    else if (command === "m") [x, y] = [x + Number(one), y + Number(two)];
    else {
      expect(x + Number(one)).toBeLessThanOrEqual(columns);
      for (let step = 0; step < Number(one); step++) numbers.push(first + Math.floor(y) * columns + x + step);
      x += Number(one);
    }
  }
  return numbers;
}

/** The paths of a grid by their class. */
function pathsIn(svg: string, grid: "near" | "all"): ReadonlyMap<string, string> {
  const group = new RegExp(`<g class="${grid}"[^>]*>(.*?)</g>`, "s").exec(svg)?.[1] ?? "";
  return new Map([...group.matchAll(/<path class="([^"]+)" d="([^"]+)"/g)].map(([, name = "", d = ""]) => [name, d]));
}

describe("a map", () => {
  it("shows each number with its state, among its neighbours and among all", () => {
    const svg = mapOf(8867);
    const grids = [
      { name: "near", columns: 64, first: 8192, last: 9215 },
      { name: "all", columns: 256, first: 0, last: 65_535 },
    ] as const;
    for (const { name, columns, first, last } of grids) {
      const shown = new Map<number, string>();
      for (const [state, path] of pathsIn(svg, name)) {
        for (const port of stroked(path, columns, first)) shown.set(port, shown.has(port) ? "twice" : state);
      }
      const expected = new Map<number, MapState>();
      for (const { state, ...span } of RUNS) for (const port of numbersIn(span)) expected.set(port, state);
      expect(shown.size).toBe(last - first + 1);
      const wrong = [...shown].filter(([port, state]) => expected.get(port) !== state);
      expect(wrong).toEqual([]);
    }
  });

  it("marks claims, and only where there are some", () => {
    const svg = mapOf(8867, [{ first: 8860, last: 8869 }]);
    expect(stroked(pathsIn(svg, "near").get("claimed") ?? "", 64, 8192)).toEqual(
      numbersIn({ first: 8860, last: 8869 }),
    );
    expect(svg).toContain("In your port book");
    expect(svg).toContain("10 numbers in the port book.");
    expect(mapOf(8867)).not.toContain("port book");
  });

  it.each([0, 63, 867, 1023, 1024, 49_151, 65_535])("is well-formed, small, and says in words what %i is", (port) => {
    const svg = mapOf(port);
    let title = "";
    const parser = new SaxesParser({ xmlns: true });
    parser.on("text", (text) => {
      title ||= text.trim();
    });
    parser.write(svg).close();
    expect(title).toBe(`Port ${port} on the map of all ports`);
    expect(/<desc id="d">(.*?)<\/desc>/.exec(svg)?.[1]).toMatch(new RegExp(`^${port} is [a-z, ]+`));
    expect(svg.length).toBeLessThan(40_000);
    // A path for each state and not an element for each number.
    expect(svg.match(/<path/g)?.length).toBeLessThan(40);
    expect(svg).not.toContain("NaN");
  });
});

describe("GET /map/", () => {
  async function startMaps() {
    const mounts = createMaps({ knowledge: () => knowledge, dataVersion: () => "1" });
    const address = await listenOnLoopback(createHttpServer({ mounts, logger: recordingLogger() }));
    return (path: string, options?: RequestInit) => fetch(`http://${address}${path}`, options);
  }

  it("gives each port a picture that caches keep and that runs nothing", async () => {
    const request = await startMaps();
    const response = await request("/map/867.svg");
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/svg+xml; charset=utf-8"]);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.get("cache-control")).toBe("public, max-age=3600");
    expect(await response.text()).toBe(mapOf(867));
    const etag = response.headers.get("etag") ?? "";
    expect((await request("/map/867.svg", { headers: { "if-none-match": etag } })).status).toBe(304);
  });

  it.each(["/map/", "/map/65536.svg", "/map/0867.svg", "/map/-1.svg", "/map/867", "/map/867.svg.svg", "/map/http.svg"])(
    "has none at %s",
    async (path) => {
      const request = await startMaps();
      expect((await request(path)).status).toBe(404);
    },
  );

  it("takes GET and HEAD only", async () => {
    const request = await startMaps();
    expect((await request("/map/867.svg", { method: "HEAD" })).status).toBe(200);
    expect((await request("/map/867.svg", { method: "POST" })).status).toBe(405);
  });
});
