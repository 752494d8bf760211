import { describe, expect, it } from "vitest";
import { encryptSlackTokens } from "#adapters/slack/index.ts";
import type { Entry, Store } from "#core/host.ts";
import { ConfigurationError } from "#core/host.ts";
import { cardOf } from "../../support/cards/corpus.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import type { SlackPlatform } from "../../support/slack-platform/slack-platform.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import { overHttp } from "./connect.ts";
import { ACCESS, install } from "./install.ts";

const NEW = new Uint8Array(32).fill(1);
const OLD = new Uint8Array(32).fill(2);

/** A bot with these keys, with Slack's double and a store of its own unless they are given. */
async function bot(
  storeKeys: readonly Uint8Array[],
  platform: SlackPlatform | null = null,
  store: Store = memoryStore(),
) {
  const slack = platform ?? (await slackPlatform({ tokens: [] }));
  return { platform: slack, store, ...(await overHttp(slack, { store, access: ACCESS, storeKeys })) };
}

/** Whether a bot with these keys posts an answer to a mention, with the workspace's token. */
async function answers(storeKeys: readonly Uint8Array[], platform: SlackPlatform, store: Store): Promise<boolean> {
  const { send } = await bot(storeKeys, platform, store);
  const { body } = await send(platform.slashCommand({ text: "867" }));
  return body.includes(cardOf("867").title);
}

const stored = async (store: Store) => JSON.stringify(await store.list(""));
const [TOKEN, ENCRYPTED] = [/xox[be]-/, /"encrypted:[0-9a-f]{8}:[\w-]{20,}"/];

describe("tokens in the store", () => {
  it("are plain without a key, and unreadable with one, also after a refresh", async () => {
    const plain = await bot([]);
    await install(plain.platform, plain);
    expect(await stored(plain.store)).toMatch(TOKEN);

    const oauthApp = { clientId: "client", clientSecret: "client secret", tokensLast: 60 };
    const encrypted = await bot([NEW], await slackPlatform({ tokens: [], oauthApp }));
    await install(encrypted.platform, encrypted);
    await encrypted.send(encrypted.platform.appMention({ text: "867" }));
    await encrypted.platform.nextCall("chat.postMessage");
    expect(await stored(encrypted.store)).toMatch(ENCRYPTED);
    expect(await stored(encrypted.store)).not.toMatch(TOKEN);
    expect(await answers([NEW], encrypted.platform, encrypted.store)).toBe(true);
  });

  it("that are plain are read, and encrypted by the command", async () => {
    const { platform, store, ...rest } = await bot([]);
    await install(platform, rest);
    expect(await answers([NEW], platform, store)).toBe(true);
    expect(await stored(store)).toMatch(TOKEN);
    expect(await encryptSlackTokens(store, [NEW])).toBe(1);
    expect(await stored(store)).not.toMatch(TOKEN);
    expect(await answers([NEW], platform, store)).toBe(true);
  });

  it("can change their key: both work until all are encrypted with the new one, then the old one is not needed", async () => {
    const { platform, store, ...rest } = await bot([OLD]);
    await install(platform, rest);
    expect(await answers([NEW, OLD], platform, store)).toBe(true);
    await expect(bot([NEW], platform, store)).rejects.toThrow(ConfigurationError);
    await encryptSlackTokens(store, [NEW, OLD]);
    expect(await answers([NEW], platform, store)).toBe(true);
    await expect(bot([OLD], platform, store)).rejects.toThrow(ConfigurationError);
  });

  it("are not lost to a refresh while the command runs", async () => {
    const { platform, store, ...rest } = await bot([OLD]);
    await install(platform, rest);
    const [[key, before] = ["", null]] = await store.list("1/slack/installation/");
    await encryptSlackTokens(store, [OLD]);
    const [[, refreshed] = ["", null]] = await store.list("1/slack/installation/");
    expect(refreshed).not.toEqual(before);
    await store.commit({ put: [[key, before]] });
    let reads = 0;
    const racing: Store = {
      ...store,
      async get(keys) {
        const values = await store.get(keys);
        if (keys.includes(key)) reads += 1;
        if (reads === 1) await store.commit({ put: [[key, refreshed]] });
        return values;
      },
    };
    await encryptSlackTokens(racing, [NEW, OLD]);
    expect(reads).toBe(2);
    expect(await answers([NEW], platform, store)).toBe(true);
  });

  it.each([
    ["a wrong key", [NEW]],
    ["no key", []],
  ])("keep the bot from starting with %s, which is told what to set, and stay as they are", async (_, keys) => {
    const { platform, store, ...rest } = await bot([OLD]);
    await install(platform, rest);
    const before = await stored(store);
    const error = await bot(keys, platform, store).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toMatch(/encrypted with the key [0-9a-f]{8}, which PORTCALL_STORE_KEY does not have/);
    await expect(encryptSlackTokens(store, keys)).rejects.toThrow(ConfigurationError);
    expect(await stored(store)).toBe(before);
  });

  it("cannot be swapped with those of another workspace, or changed", async () => {
    const { platform, store, ...rest } = await bot([NEW]);
    await install(platform, rest);
    const [[key, value] = ["", null]] = await store.list("1/slack/installation/");
    const put = async (entry: Entry) => store.commit({ put: [entry] });
    await put(["1/slack/installation/T0002", value]);
    const { send, logger } = await bot([NEW], platform, store);
    const { body } = await send(platform.slashCommand({ text: "867", team_id: "T0002" }));
    expect(body).not.toContain(cardOf("867").title);
    expect(JSON.stringify(logger.lines)).toContain("moved from another entry");
    await put([
      key,
      JSON.parse(
        JSON.stringify(value).replace(/(encrypted:\w+:..)(.)/, (_, kept, last) => kept + (last === "A" ? "B" : "A")),
      ),
    ]);
    expect(await answers([NEW], platform, store)).toBe(false);
  });
});
