import type {
  BasicElementAction,
  BlockAction,
  BlockElementAction,
  GlobalShortcut,
  MessageShortcut,
  ViewOutput,
  ViewSubmitAction,
} from "@slack/bolt";
import { type PayloadSource, triggerId, verificationToken } from "./slack-payloads.ts";
import { messageTs, workspace } from "./workspace.ts";

/** The action's own fields are the caller's; the ids every action has are filled in. */
export type ActionFields<Action extends BlockElementAction> = Omit<Action, keyof BasicElementAction> &
  Pick<Action, "type" | "action_id"> &
  Partial<BasicElementAction>;

export function createInteractivePayloads({ next, responseUrl }: PayloadSource) {
  const { teamId, teamDomain, userId, userName, channelId, channelName } = workspace;
  const shared = () => ({
    team: { id: teamId, domain: teamDomain },
    token: verificationToken,
    trigger_id: triggerId(next()),
    is_enterprise_install: false,
  });
  const channel = { id: channelId, name: channelName };
  const user = { id: userId, name: userName, username: userName, team_id: teamId };

  return {
    /** A click or choice on a message of the bot's. */
    blockAction<Action extends BlockElementAction>(
      action: ActionFields<Action>,
      overrides: Partial<BlockAction<Action>> = {},
    ): BlockAction<Action> {
      const ts = messageTs(next());
      const placed = { block_id: "block", action_ts: ts, ...action };
      return {
        type: "block_actions",
        ...shared(),
        user,
        channel,
        api_app_id: workspace.appId,
        container: { type: "message", message_ts: ts, channel_id: channelId, is_ephemeral: false },
        message: { type: "message", user: workspace.botUserId, ts, text: "" },
        response_url: responseUrl(),
        // The compiler cannot see that the fields given and the fields filled in make up the whole of a generic type.
        actions: [placed as unknown as Action],
        ...overrides,
      };
    },

    /** A shortcut from the menu of a message someone wrote. */
    messageShortcut(
      shortcut: { callback_id: string; text: string },
      overrides: Partial<MessageShortcut> = {},
    ): MessageShortcut {
      const ts = messageTs(next());
      return {
        type: "message_action",
        ...shared(),
        callback_id: shortcut.callback_id,
        message_ts: ts,
        action_ts: ts,
        message: { type: "message", user: userId, ts, text: shortcut.text, team: teamId },
        user,
        channel,
        response_url: responseUrl(),
        ...overrides,
      };
    },

    globalShortcut(shortcut: { callback_id: string }, overrides: Partial<GlobalShortcut> = {}): GlobalShortcut {
      return { type: "shortcut", ...shared(), ...shortcut, user, action_ts: messageTs(next()), ...overrides };
    },

    viewSubmission(
      view: { callback_id: string; values: ViewOutput["state"]["values"]; private_metadata?: string },
      overrides: Partial<ViewSubmitAction> = {},
    ): ViewSubmitAction {
      const id = `V${next()}`;
      return {
        type: "view_submission",
        ...shared(),
        user,
        api_app_id: workspace.appId,
        view: {
          id,
          callback_id: view.callback_id,
          team_id: teamId,
          app_installed_team_id: teamId,
          app_id: workspace.appId,
          bot_id: workspace.botId,
          title: { type: "plain_text", text: "Portcall" },
          type: "modal",
          blocks: [],
          close: null,
          submit: null,
          state: { values: view.values },
          hash: `hash-${id}`,
          private_metadata: view.private_metadata ?? "",
          root_view_id: id,
          previous_view_id: null,
          clear_on_close: false,
          notify_on_close: false,
        },
        ...overrides,
      };
    },
  };
}
