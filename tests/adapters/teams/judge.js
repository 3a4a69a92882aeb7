// Parses cards with the library that Teams' own renderer grew from, and prints for each what it has to say against it.
// Run by judges.py: node judge.js <folder of adaptivecards>; cards come as a JSON list on standard input.
const path = require("path");
const bundle = path.join(process.argv[2], "dist", "adaptivecards.js");

function faults(card) {
  delete require.cache[require.resolve(bundle)]; // its check of "lang" is a /g regex: every second card would fail
  const AC = require(bundle);
  const context = new AC.SerializationContext();
  const parsed = new AC.AdaptiveCard();
  parsed.hostConfig = new AC.HostConfig({ actions: { maxActions: 6 } }); // Teams shows six
  parsed.parse(card, context);
  const said = [];
  for (let at = 0; at < context.eventCount; at++) {
    const one = context.getEventAt(at);
    said.push(`${AC.ValidationEvent[one.event]}: ${one.message}`);
  }
  for (const one of parsed.validateProperties().validationEvents) said.push(`Rule: ${one.message}`);
  return said;
}

let told = "";
process.stdin.on("data", (some) => (told += some));
process.stdin.on("end", () => console.log(JSON.stringify(JSON.parse(told).map(faults))));
