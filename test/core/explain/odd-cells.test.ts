import { describe, expect, it } from "vitest";
import { parseStructured } from "#adapters/structured/index.ts";
import { readListeners } from "#core/explain/read-listeners.ts";
import { portByName } from "../../support/registry/committed.ts";

/** `22/tcp 192.0.2.1 sshd 815`: port, transport, address or `*` for every, process or service, process id. */
function read(text: string): readonly string[] {
  return readListeners(text, portByName, parseStructured).listeners.map(
    ({ port, transport, address, scope, process, service, pid }) =>
      [`${port}/${transport ?? "-"}`, address ?? (scope === "every" ? "*" : "-"), process ?? service ?? "-", pid ?? "-"]
        .join(" ")
        .replace(/(?: -)+$/, ""),
  );
}

describe("kubectl get svc", () => {
  it.each([
    ["a masked address", "web ClusterIP 10.43.a.b <none> 9000/TCP 3d", ["9000/tcp 10.43.a.b web"]],
    ["a word for the address", "web ClusterIP <cluster-ip> <none> 9000/TCP 3d", ["9000/tcp <cluster-ip> web"]],
    [
      "a load balancer's masked name",
      "web LoadBalancer 10.43.0.9 web-<account>.<region>.elb.example.com 443:30443/TCP 3d",
      ["443/tcp 10.43.0.9 web", "443/tcp web-<account>.<region>.elb.example.com web", "30443/tcp * web"],
    ],
    [
      "a load balancer's cut name",
      "web LoadBalancer 10.43.0.9 k8s-shop-web-...elb.example.com 443:30443/TCP 3d",
      ["443/tcp 10.43.0.9 web", "443/tcp k8s-shop-web-...elb.example.com web", "30443/tcp * web"],
    ],
  ])("is read with %s", (_, text, listeners) => {
    expect(read(text)).toEqual(listeners);
  });

  it("takes a name of another cluster for no address", () => {
    expect(read("web ExternalName <none> db.example.com 5432/TCP 3d")).toEqual([]);
  });
});
