import { expect, it } from "vitest";
import { readSlackText } from "../../../adapters/slack/message-text.ts";

it.each([
  ["<@UBOT> <!here> 867", "867"],
  ["<@UBOT> <!channel> postgres", "postgres"],
  ["<@UBOT> <!everyone|everyone> postgres", "postgres"],
  ["<@UBOT> <#C0123> 867", "867"],
  ["<@UBOT> <#C0123|> postgres", "postgres"],
  ["<@UBOT> <#C0123|ops> postgres", "#ops postgres"],
  ["<@UBOT> <!subteam^S08867> what is 867?", "what is 867?"],
  ["<@UBOT> <!subteam^S08867|@ops> what is 867?", "what is 867?"],
  ["<!subteam^S1|@ops> claim 8867 billing <!subteam^S08867|@payments>", "claim 8867 billing @payments"],
  ["<!date^1392734382^{date}|18 February 2014> port 867", "port 867"],
  ["<https://example.com:8443/a|there> &lt;b&gt; &amp;", "https://example.com:8443/a <b> &"],
  ["&lt;!here&gt; 867", "<!here> 867"],
])("%s reads as %s", (slack, text) => {
  expect(readSlackText(slack)).toBe(text);
});
