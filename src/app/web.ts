import { cameOverHttps, clientAddress, createApi, createMaps, createPage } from "#adapters/web/index.ts";
import type { Ask } from "#core/chat-platform.ts";
import type { Store } from "#core/host.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { TeamReader } from "#core/team/team-reader.ts";
import { packageFile } from "./package-file.ts";
import { PLATFORM_VIEWS } from "./platform-views.ts";
import type { Mounts } from "./server.ts";
import type { ProcessTelemetry } from "./telemetry.ts";
import { observeQuestions } from "./telemetry.ts";
import { VERSION } from "./version.ts";

export interface WebOptions {
  readonly ask: Ask;
  readonly knowledge: () => Knowledge;
  readonly store: Store;
  readonly reader: TeamReader;
  /** Whether there is a page. */
  readonly hasPage: boolean;
  /** How many reverse proxies say whom they pass on. */
  readonly proxies: number;
  readonly telemetry: ProcessTelemetry;
}

/** What everybody who reaches the server may ask: the API for scripts, the maps, and the page if there is one. */
export function webRoutes({ ask, knowledge, store, reader, hasPage, proxies, telemetry }: WebOptions): Mounts {
  const { logger, observe } = telemetry;
  const version = () => dataVersion(knowledge().registry.source);
  const clientOf = (request: Parameters<typeof clientAddress>[0]) => clientAddress(request, proxies);
  const api = createApi({ ask: observeQuestions(ask, "api", observe), clientOf, dataVersion: version });
  const maps = createMaps({ knowledge, dataVersion: version });
  if (!hasPage) return new Map([...api, ...maps]);
  const page = createPage({
    ask: observeQuestions(ask, "page", observe),
    store,
    knowledge,
    claimsOf: async (asker) => (await reader.load(asker)).book.claims.map(({ span }) => span),
    platforms: PLATFORM_VIEWS,
    clientOf,
    isSecure: (request) => cameOverHttps(request, proxies),
    folder: PAGE_FOLDER,
    logger,
    telemetry,
  });
  return new Map([...api, ...maps, ...page]);
}

/** The page's files: the build's, or the sources as they are. */
const PAGE_FOLDER = packageFile(import.meta.url.endsWith(".ts") ? "adapters/web/page/browser" : "dist/page");

/** Equal for equal data and the same release, which together make an answer. */
function dataVersion({ updated, isOutdated }: RegistrySource): string {
  return `${updated}${isOutdated ? "-outdated" : ""}-${VERSION}`;
}
