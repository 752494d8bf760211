/** The one workspace the platform serves. A test names these instead of writing its own ids. */
export const workspace = {
  teamId: "T0001",
  teamDomain: "loopback",
  appId: "A0001",
  botUserId: "UBOT",
  botId: "B0001",
  userId: "U0001",
  userName: "ann",
  channelId: "C0001",
  channelName: "ops",
  /** The direct message channel between the user and the bot. */
  imId: "D0001",
} as const;

/** The first moment of the workspace, 2026-01-01T00:00:00Z in seconds: every timestamp of a message counts from it. */
const founded = 1_767_225_600;

/** A message's timestamp as Slack writes it, seconds and six decimals; it orders and names the message in its channel. */
export function messageTs(count: number): string {
  return `${founded + count}.${String(count).padStart(6, "0")}`;
}
