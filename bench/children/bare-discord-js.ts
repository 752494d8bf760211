import { Client, Events, GatewayIntentBits } from "discord.js";

/* A minimal discord.js bot with Portcall's intents. ACK is its reply, as JSON. */
const { DISCORD_TOKEN = "", DISCORD_API_URL = "", ACK = "" } = process.env;
const { flags: _, ...reply } = JSON.parse(ACK);

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
  rest: { api: DISCORD_API_URL },
});
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand()) await interaction.reply(reply);
});
client.once(Events.ClientReady, () => void process.stdout.write("connected\n"));
await client.login(DISCORD_TOKEN);
