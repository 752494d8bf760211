import type { MapRun, MapState } from "#core/map/port-map.ts";
import { countStates, MAP_STATES, neighbourhoodOf, runsIn } from "#core/map/port-map.ts";
import { shortDate } from "#core/messages/english.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { PortSpan } from "#core/registry/port.ts";
import { MAX_PORT, spanSize } from "#core/registry/port.ts";
import { escapeHtml } from "./escape-html.ts";
import { MAP_STYLE } from "./map-style.ts";

export interface MapPicture {
  /** All numbers. */
  readonly runs: readonly MapRun[];
  readonly asked: number;
  /** The numbers of a port book; none on a map for everybody. */
  readonly claims: readonly PortSpan[];
  /** IANA's date, `YYYY-MM-DD`. */
  readonly updated: string;
}

/** A grid of numbers, a row after the other, and where it stands in the picture. */
interface Grid extends PortSpan {
  readonly columns: number;
  readonly cell: { readonly width: number; readonly height: number };
  readonly top: number;
}

const WIDTH = 720;
const LEFT = 76;
const RIGHT = 716;

/** A map of a number's neighbourhood and of all numbers, as SVG. Runs of equal state are one stroke each. */
export function drawMap({ runs, asked, claims, updated }: MapPicture, { web: { map: words } }: Messages): string {
  const near: Grid = { ...neighbourhoodOf(asked), columns: 64, cell: { width: 10, height: 12 }, top: 78 };
  const all: Grid = { first: 0, last: MAX_PORT, columns: 256, cell: { width: 2.5, height: 1.75 }, top: 336 };
  const state = runs.find(({ first, last }) => first <= asked && asked <= last)?.state ?? "unassigned";
  const claimed = claims.reduce((sum, span) => sum + spanSize(span), 0);
  const description = words.description(asked, state, countStates(runs), claimed);
  const legend = legendOf(claims.length > 0, words);
  const height = 822 + Math.ceil(legend.length / 2) * 36 + 44;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="t d">`,
    `<title id="t">${escapeHtml(words.title(asked))}</title><desc id="d">${escapeHtml(description)}</desc>`,
    `<style>${MAP_STYLE}</style><defs>${PATTERNS}</defs><rect class="paper" width="${WIDTH}" height="${height}"/>`,
    `<text class="head" x="${LEFT}" y="34">${escapeHtml(words.neighbourhood(near))}</text>`,
    gridOf(near, runs, claims, "near"),
    markNear(near, asked),
    `<text class="head" x="${LEFT}" y="${all.top - 14}">${escapeHtml(words.all)}</text>`,
    gridOf(all, runs, claims, "all"),
    frameOf(all, near),
    markFar(all, asked),
    legend.map((entry, at) => legendEntry(entry, at, 812)).join(""),
    `<text class="source" x="${LEFT}" y="${height - 16}">${escapeHtml(words.source(shortDate(updated)))}</text>`,
    "</svg>",
  ].join("\n");
}

function gridOf(grid: Grid, runs: readonly MapRun[], claims: readonly PortSpan[], name: string): string {
  const { columns, cell, top } = grid;
  const rows = Math.ceil(spanSize(grid) / columns);
  const transform = `transform="translate(${LEFT} ${top}) scale(${cell.width} ${cell.height})"`;
  const shown = runsIn(runs, grid);
  const states = MAP_STATES.map((state) => {
    const path = strokes(
      shown.filter((run) => run.state === state),
      grid,
    );
    return path === "" ? "" : `<path class="${state}" d="${path}"/>`;
  });
  const book = strokes(runsIn(claims, grid), grid);
  const step = rows / 4;
  const labels = [0, step, 2 * step, 3 * step].map((row) => {
    const y = top + row * cell.height + 16;
    return `<text class="row" x="${LEFT - 8}" y="${y}">${grid.first + row * columns}</text>`;
  });
  return [
    `<g class="${name}" ${transform}><rect class="ground" width="${columns}" height="${rows}"/>`,
    ...states,
    book === "" ? "" : `<path class="claimed under" d="${book}"/><path class="claimed" d="${book}"/>`,
    `</g>${labels.join("")}`,
  ].join("");
}

/** Runs as horizontal strokes, cut at the end of each row: `M` to the first, `m` from there to each next one. */
function strokes(runs: readonly PortSpan[], { first: start, columns }: Grid): string {
  let [atX, atY] = [0, 0];
  let path = "";
  for (const { first, last } of runs) {
    for (let from = first - start; from <= last - start; ) {
      const y = Math.floor(from / columns);
      const x = from - y * columns;
      const length = Math.min(last - start - from + 1, columns - x);
      path += path === "" ? `M${x} ${y}.5h${length}` : `m${x - atX}${y - atY < 0 ? "" : " "}${y - atY}h${length}`;
      [atX, atY] = [x + length, y];
      from += length;
    }
  }
  return path;
}

function placeOf({ first, columns, cell, top }: Grid, port: number) {
  const at = port - first;
  return { x: LEFT + (at % columns) * cell.width, y: top + Math.floor(at / columns) * cell.height };
}

/** A ring around the number's cell, and the number above its column. */
function markNear(grid: Grid, asked: number): string {
  const { x, y } = placeOf(grid, asked);
  const { width, height } = grid.cell;
  const middle = x + width / 2;
  return [
    `<rect class="halo" x="${x - 3}" y="${y - 3}" width="${width + 6}" height="${height + 6}" rx="4"/>`,
    `<rect class="mark" x="${x - 3}" y="${y - 3}" width="${width + 6}" height="${height + 6}" rx="4"/>`,
    `<path class="pointer" d="M${middle} ${grid.top - 12}V${y - 4}"/>`,
    numberAt(middle, grid.top - 18, asked),
  ].join("");
}

function markFar(grid: Grid, asked: number): string {
  const { x, y } = placeOf(grid, asked);
  const [middle, centre] = [x + grid.cell.width / 2, y + grid.cell.height / 2];
  return ["halo", "mark"].map((name) => `<circle class="${name}" cx="${middle}" cy="${centre}" r="7"/>`).join("");
}

/** The text stays within the picture. */
function numberAt(x: number, y: number, asked: number): string {
  const anchor = x < LEFT + 40 ? "start" : x > RIGHT - 40 ? "end" : "middle";
  return `<text class="asked" x="${x}" y="${y}" text-anchor="${anchor}">${asked}</text>`;
}

/** Where the neighbourhood is among all numbers. */
function frameOf(all: Grid, near: Grid): string {
  const { y } = placeOf(all, near.first);
  const height = (spanSize(near) / all.columns) * all.cell.height;
  return `<rect class="frame" x="${LEFT - 2}" y="${y - 1}" width="${RIGHT - LEFT + 4}" height="${height + 2}"/>`;
}

interface LegendEntry {
  readonly name: MapState | "claimed";
  readonly label: string;
}

function legendOf(hasClaims: boolean, words: Messages["web"]["map"]): readonly LegendEntry[] {
  const states = MAP_STATES.map((name) => ({ name, label: words.states[name] }));
  return hasClaims ? [...states, { name: "claimed", label: words.claimed }] : states;
}

/** Two columns. A swatch is four cells of the neighbourhood. */
function legendEntry({ name, label }: LegendEntry, at: number, top: number): string {
  const x = LEFT + (at % 2) * 340;
  const y = top + Math.floor(at / 2) * 36;
  const under = name === "claimed" ? '<path class="claimed under" d="M0 .5h4"/>' : "";
  return `<g class="near" transform="translate(${x} ${y}) scale(10 18)"><rect class="ground" width="4" height="1"/>${under}<path class="${name}" d="M0 .5h4"/></g><text class="legend" x="${x + 52}" y="${y + 17}">${escapeHtml(label)}</text>`;
}

/** In units of a cell, so that a state has its pattern at every size: stripes, dots, lines. */
const PATTERNS = [
  '<pattern id="used" patternUnits="userSpaceOnUse" width="1" height="1"><path class="ink2" d="M-.25 .25.25-.25M0 1 1 0M.75 1.25 1.25.75"/></pattern>',
  '<pattern id="reserved" patternUnits="userSpaceOnUse" width=".5" height=".5"><circle class="ink3" cx=".25" cy=".25" r=".14"/></pattern>',
  '<pattern id="dynamic" patternUnits="userSpaceOnUse" width="1" height="1"><path class="ink4" d="M0 .5h1"/></pattern>',
].join("");
