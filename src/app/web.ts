import { clientAddress, createApi, createMaps, PAGE_HEADERS, readTarget, renderPage } from "#adapters/web/index.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Ask } from "#core/chat-platform.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { Observe } from "#core/telemetry.ts";
import { PLATFORMS } from "./platforms/platforms.ts";
import type { Mounts } from "./server.ts";
import { readOnly } from "./server.ts";
import { observeQuestions } from "./telemetry.ts";
import { VERSION } from "./version.ts";

export interface WebOptions {
  readonly ask: Ask;
  readonly knowledge: () => Knowledge;
  /** How many reverse proxies say whom they pass on. */
  readonly proxies: number;
  readonly observe: Observe;
}

/** What everybody who reaches the server may ask: the page, the maps, and the API for scripts. */
export function webRoutes({ ask, knowledge, proxies, observe }: WebOptions): Mounts {
  const version = () => dataVersion(knowledge().registry.source);
  const page = observeQuestions(ask, "page", observe);
  const api = createApi({
    ask: observeQuestions(ask, "api", observe),
    clientOf: (request) => clientAddress(request, proxies),
    dataVersion: version,
  });
  return new Map([
    ...api,
    ...createMaps({ knowledge, dataVersion: version }),
    [
      "/",
      readOnly(async (request, response) => {
        const query = readTarget(request).parameters.get("q") ?? "";
        const reply = await page({ text: query, manner: "command", locale: "en", asker: null });
        const payloads = Object.values(PLATFORMS).map(({ format, render }) => ({ format, payload: render(reply) }));
        const html = renderPage({ query, text: renderPlainText(reply.card), payloads }, messagesFor("en"));
        response.writeHead(200, PAGE_HEADERS).end(html);
      }),
    ],
  ]);
}

/** Equal for equal data and the same release, which together make an answer. */
function dataVersion({ updated, isOutdated }: RegistrySource): string {
  return `${updated}${isOutdated ? "-outdated" : ""}-${VERSION}`;
}
