import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { listenOnLoopback } from "../loopback/listen.ts";

interface PublishedPort {
  readonly PublicPort?: number;
  readonly PrivatePort: number;
  readonly Type: "tcp" | "udp" | "sctp";
}

/**
 * A loopback Docker daemon with these containers, by name. It filters by `publish` like moby's daemon/list.go: host
 * port and transport, any of several. Returns the environment for docker, with a separate home.
 */
export async function createDockerDaemon(
  containers: Readonly<Record<string, readonly PublishedPort[]>>,
): Promise<Readonly<Record<string, string>>> {
  const address = await listenOnLoopback(
    createServer((request, response) => {
      const url = new URL(request.url ?? "/", "http://loopback");
      response.setHeader("Api-Version", "1.45");
      if (url.pathname.endsWith("/_ping")) return void response.end("OK");
      const filters = JSON.parse(url.searchParams.get("filters") ?? "{}");
      const asked = Object.keys(filters.publish ?? {});
      const listed = Object.entries(containers)
        .filter(([, ports]) => ports.some(({ PublicPort, Type }) => asked.includes(`${PublicPort}/${Type}`)))
        .map(([name, Ports]) => ({ Id: name, Names: [`/${name}`], Image: "image", Ports }));
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(listed));
    }),
  );
  const home = mkdtempSync(join(tmpdir(), "portcall-docker-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return { HOME: home, DOCKER_CONFIG: home, DOCKER_HOST: `tcp://${address}` };
}
