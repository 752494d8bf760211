import type { Cure } from "#core/answers/explain-cure.ts";
import type { ExposureFlag, Flag } from "#core/answers/explain-flag.ts";
import type { Phrase } from "#core/card/card.ts";
import { shorten } from "#core/card/fit.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import { exposure } from "#core/messages/en-exposure.ts";
import { listed, systemsOf } from "#core/messages/english.ts";

/** What of a listener its reason and its cure depend on. */
type Listener = Pick<PastedListener, "port" | "target" | "transport" | "image">;

/**
 * A flag's text: why it is there, then what to do or check next. It never claims that something is wrong.
 *
 * @param isWarned whether the card says already that published ports pass the host's firewall
 */
export const flag = (given: Flag, listener: Listener, isWarned = false): Phrase => {
  switch (given.kind) {
    case "every-address":
      return [
        ...reason(given, listener),
        " ",
        ...cure(given.cure, listener, isWarned),
        " ",
        { text: "Source", url: given.exposure.source },
      ];
    case "shell":
      return [
        `${given.process} is listening: a test, or a back door. Check who started it and what it serves; stop it if nobody knows.`,
      ];
    case "process-differs":
      return [
        `This port usually belongs to ${firstOf(given.expected)}, but ${given.process} looks like ${given.software}. Check the port in its configuration: a tunnel, a proxy or a deliberate choice would explain it.`,
      ];
    case "two-processes":
      return [
        `Also on this port, on overlapping addresses: ${firstOf(given.others)}. Which one answers depends on the address and on which started first. Check both configurations; one may hand over to the other.`,
      ];
    case "unassigned-system-port":
      return [UNASSIGNED[given.check]];
    case "ephemeral":
      return [
        "In the ephemeral range of ",
        ...systemsOf(given.ranges),
        given.check === "client-socket"
          ? ". It may be a client’s end that’s soon gone. Check again in a minute."
          : ". An outgoing connection may hold it when the program restarts. Check whether it has to be this port, or reserve it.",
      ];
    case "history":
      return [
        `${given.purpose} That’s history of the port, not of your host. Check that the software is up to date and meant to be reachable. `,
        { text: "Source", url: given.source },
      ];
  }
};

const UNASSIGNED: Record<Extract<Flag, { kind: "unassigned-system-port" }>["check"], string> = {
  "who-started-it":
    "An unassigned system (well-known) port, and I know of no software that uses it. Check which program it is and what started it.",
  rpcinfo:
    "An unassigned system (well-known) port. Sun RPC programs pick such ports themselves. Check with rpcinfo -p.",
  rpcbind:
    "An unassigned system (well-known) port. rpcbind opens one such port itself, another one at each start. Check that a firewall closes it.",
};

const reason = ({ software, by, isShared, inside, exposure: given }: ExposureFlag, listener: Listener): Phrase => {
  // The process stands before the reason, and what a scan found.
  if (by === "process" || by === "version") return [exposure.text(given, null)];
  if (by === "image") return [`${software} (image ${imageName(listener.image ?? "")}). ${exposure.text(given, null)}`];
  if (isShared) return [exposure.text(given, inside === null ? software : `${software} (${inside} inside)`)];
  return [`${inside === null ? "Usually" : `${inside} inside is usually`} ${software}. ${exposure.text(given, null)}`];
};

const MAX_IMAGE = 40;

/** The last component with the tag, which is what people know it by. */
const imageName = (image: string) => shorten(image.slice(image.lastIndexOf("/") + 1).replace(/@.*$/, ""), MAX_IMAGE);

const DOCKER_FIREWALL = "https://docs.docker.com/engine/network/packet-filtering-firewalls/#docker-and-ufw";

/** How to close it where the listing comes from. */
const cure = ({ origin, isClosed, steps }: Cure, { port, target, transport }: Listener, isWarned: boolean): Phrase => {
  if (!isClosed) return [exposure.todo(steps)];
  const also = steps.length === 0 ? [] : [` ${exposure.todo(steps)}`];
  switch (origin) {
    case "container": {
      const published = target === null ? "127.0.0.1" : `127.0.0.1:${port}:${target}`;
      const suffix = transport === "udp" && target !== null ? "/udp" : "";
      const warning = [": Docker’s published ports ", { text: "pass ufw", url: DOCKER_FIREWALL }];
      return [`Publish it on ${published}${suffix}`, ...(isWarned ? [] : warning), ".", ...also];
    }
    case "kubernetes":
      return ["Make the service ClusterIP, or let only known clients in with a NetworkPolicy.", ...also];
    case "socket-unit":
      return [
        `Set ${transport === "udp" ? "ListenDatagram" : "ListenStream"}=127.0.0.1:${port} in its socket unit.`,
        ...also,
      ];
    case "scan":
      return [exposure.todo(["firewall", ...steps])];
    case "program":
      return [exposure.todo(steps)];
  }
};

const firstOf = (names: readonly string[]) =>
  names.length > 3 ? `${names.slice(0, 3).join(", ")} and others` : listed(names);
