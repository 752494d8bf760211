import type { PastedListener } from "#core/explain/listener.ts";
import type { AddressReach } from "#core/registry/address-ranges.ts";
import { reachOfIp } from "#core/registry/address-ranges.ts";

/**
 * From where a listener can be reached, going by its address: a firewall in between isn't in the paste. A scan that got
 * an answer proves it for the address it scanned. `none`: the paste shows no address where it can be reached.
 */
export function reachOf({ scope, address }: Pick<PastedListener, "scope" | "address">): AddressReach {
  switch (scope) {
    case "every":
      return "anywhere";
    case "loopback":
      return "host";
    case "address":
    case "unknown":
      if (address === null) return "none";
      return address.includes(", ") ? widest(address.split(", ").map(reachOfAddress)) : reachOfAddress(address);
  }
}

/** Widest first. */
const REACHES: readonly AddressReach[] = ["anywhere", "network", "host", "none"];

function widest(found: readonly AddressReach[]): AddressReach {
  return REACHES.find((reach) => found.includes(reach)) ?? "none";
}

const WILDCARD = /^(?:|\*|(?:::ffff:)?[0.]+|[0:]+)$/i;
const LOOPBACK_NAME = /^(?:localhost(?:[46]|\..*)?|ip6-localhost|ip6-loopback)$/i;

/** From where an address can be reached, as tools print it: with brackets, a zone or a name. */
export function reachOfAddress(address: string): AddressReach {
  // Everything, as a network.
  const plain = address.replace(/[[\]]|(?<=^(?:0\.0\.0\.0|::))\/0$/g, "");
  const [bare = "", zone] = plain.split("%", 2);
  if (zone !== undefined && LOOPBACK_INTERFACE.test(zone)) return "host";
  if (WILDCARD.test(bare)) return zone !== undefined && INSIDE_INTERFACE.test(zone) ? "network" : "anywhere";
  // Names aren't resolved: only loopback's says where it leads, and a cloud's load balancer's.
  return reachOfIp(bare) ?? (LOOPBACK_NAME.test(bare) ? "host" : LOAD_BALANCER.test(bare) ? "anywhere" : "none");
}

/** Names of public load balancers; an internal one of AWS begins with `internal-`. */
const LOAD_BALANCER =
  /^(?!internal-)[\w.-]+\.(?:elb|elasticloadbalancing)\.[\w-]*\.?amazonaws\.com$|^(?!internal-)[\w.-]+\.elb\.amazonaws\.com$/i;

const LOOPBACK_INTERFACE = /^lo\d*$/;
/** Bridges to containers and virtual machines, and tunnels. */
const INSIDE_INTERFACE =
  /^(?:docker|br-|virbr|vnet|veth|cni|cali|flannel|podman|lxcbr|lxdbr|incusbr|vmnet|tun|tap|utun|wg|tailscale)/;
