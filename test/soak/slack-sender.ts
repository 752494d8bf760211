import type { Agent } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { ButtonAction } from "@slack/bolt";
import type { SignedRequest } from "../support/slack-platform/signed-request.ts";
import { signedRequest } from "../support/slack-platform/signed-request.ts";
import { workspace } from "../support/slack-platform/workspace.ts";
import type { Response, Send, SenderOptions } from "./sender.ts";
import { SIGNING_SECRET, slackTeam } from "./stage.ts";
import type { Operation } from "./traffic.ts";

const LABEL = { type: "plain_text", text: "Label" } as const;

/** Slack, which sends everything over HTTP. */
export function createSlackSender({ stage, origin, patience }: SenderOptions, agent: Agent): Send {
  const { slack, deliveries } = stage;
  const url = `${origin}/slack/events`;
  const post = (body: SignedRequest["body"], more: Partial<SignedRequest> = {}) =>
    signedRequest({ url, signingSecret: SIGNING_SECRET, agent, body, ...more });
  const user = ({ person }: Operation) => `U${String(person).padStart(5, "0")}`;
  const place = (operation: Operation) => ({
    team: { id: slackTeam(operation.team), domain: workspace.teamDomain },
    user: { id: user(operation), name: "ann", username: "ann", team_id: slackTeam(operation.team) },
  });

  const slashCommand = (operation: Operation) =>
    slack.slashCommand({ text: operation.text, team_id: slackTeam(operation.team), user_id: user(operation) });

  async function command(operation: Operation): Promise<Response> {
    const body = slashCommand(operation);
    const awaited = deliveries.await([new URL(body.response_url).pathname], patience);
    return { ...(await answered(post(body))), awaited };
  }

  /** Slack sends an event up to four times until it is acknowledged. */
  async function mention(operation: Operation, isRepeated: boolean): Promise<Response> {
    const team = slackTeam(operation.team);
    const authorization = { enterprise_id: null, team_id: team, user_id: workspace.botUserId, is_bot: true };
    const authorizations = [{ ...authorization, is_enterprise_install: false }];
    const event = { text: operation.text, user: user(operation), team };
    const body = slack.appMention(event, { team_id: team, context_team_id: team, authorizations });
    const awaited = deliveries.await([body.event.ts, user(operation)], patience);
    const deliver = async (attempt: number): Promise<number> => {
      const headers: Record<string, string> = attempt === 0 ? {} : { "x-slack-retry-num": `${attempt}` };
      const { status } = await post(body, { headers }).catch(() => ({ status: 0 }));
      if (status === 200 || attempt === 3) return status;
      await pause(1000);
      return deliver(attempt + 1);
    };
    const [status = 0] = await Promise.all([deliver(0), ...(isRepeated ? [deliver(1)] : [])]);
    return { status, answer: "", awaited };
  }

  async function button(operation: Operation): Promise<Response> {
    const action = { type: "button", action_id: "ask:0", value: operation.text, text: LABEL } as const;
    const body = slack.blockAction<ButtonAction>(action, place(operation));
    const awaited = deliveries.await([new URL(body.response_url).pathname], patience);
    return { ...(await answered(post(body))), awaited };
  }

  async function form(operation: Operation): Promise<Response> {
    const typed = (value: string) => ({ value: { type: "plain_text_input", value } });
    const numbers = String(operation.change?.number);
    const values = { numbers: typed(numbers), name: typed("soak"), description: typed(""), owner: typed("") };
    const metadata = { callback_id: "form", private_metadata: `claim ${numbers}`, values };
    const body = slack.viewSubmission(metadata, place(operation));
    const team_id = slackTeam(operation.team);
    return answered(post({ ...body, view: { ...body.view, team_id, app_installed_team_id: team_id } }));
  }

  return (operation) => {
    switch (operation.way) {
      case "command":
        return command(operation);
      case "mention":
        return mention(operation, false);
      case "repeated mention":
        return mention(operation, true);
      case "button":
        return button(operation);
      case "form":
        return form(operation);
      case "unsigned":
        return answered(post(slashCommand(operation), { signature: null }));
      case "forged":
        return answered(post(slashCommand(operation), { signature: `v0=${"0".repeat(64)}` }));
      case "stale":
        return answered(post(slashCommand(operation), { timestamp: Math.floor(Date.now() / 1000) - 3600 }));
      case "malformed":
        return answered(post(`{"n":${operation.at},`));
      case "unknown path":
        return answered(post(slashCommand(operation), { url: `${origin}/slack/%2e%2e/admin` }));
    }
  };
}

async function answered(request: ReturnType<typeof signedRequest>): Promise<Response> {
  const { status, body } = await request;
  return { status, answer: body, awaited: null };
}
