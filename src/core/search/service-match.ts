import type { RegistryRecord } from "#core/registry/record.ts";
import type { ServiceEntry } from "#core/search/service-entry.ts";
import type { ServiceMatch } from "#core/search/service-index.ts";
import type { KnownUse } from "#core/software/known-use.ts";

type Found = Omit<ServiceMatch, "exact">;

/** The matches of an entry, one a transport, in the order of its source. */
export function matchesOf({ found }: ServiceEntry, exact: boolean): readonly ServiceMatch[] {
  const matches = "software" in found ? matchesOfUse(found) : found.map(matchOfRecord);
  return matches.map((match) => ({ ...match, exact }));
}

function matchesOfUse({ span, transports, software, fact, source }: KnownUse): readonly Found[] {
  return transports.map((transport) => ({
    port: span.first,
    last: span.last,
    transport,
    source: "known-use",
    serviceName: null,
    software,
    description: fact,
    sourceUrl: source,
  }));
}

function matchOfRecord({ span, transport, serviceName, description }: RegistryRecord): Found {
  return {
    port: span?.first ?? null,
    last: span?.last ?? null,
    transport,
    source: "iana",
    serviceName,
    software: null,
    description,
    sourceUrl: null,
  };
}
