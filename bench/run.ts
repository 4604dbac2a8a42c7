/**
 * `npm run bench [-- SUITE ...]`: measures, prints and keeps the figures in bench/results/. Without a name: all suites but start-cold and
 * conformance, which build Kubernetes or its tests, and soak, which takes half an hour; `-- soak --minutes N --clusters N` is a smaller one.
 */
import { parseArgs } from "node:util";
import { benchApi } from "./api.ts";
import { benchApiClients } from "./api-clients.ts";
import { benchBackup } from "./backup.ts";
import { benchBilling } from "./billing.ts";
import { benchCis } from "./cis.ts";
import { benchConformance } from "./conformance.ts";
import { benchConsole } from "./console.ts";
import { benchCreate } from "./create.ts";
import { benchFunctions } from "./functions.ts";
import { benchFuzz } from "./fuzz.ts";
import { benchHibernate } from "./hibernate.ts";
import { benchOrchestration } from "./orchestration.ts";
import { writeReadme } from "./readme-figures.ts";
import { benchRehearse } from "./rehearse.ts";
import { benchReplace } from "./replace.ts";
import { benchSoak } from "./soak.ts";
import { benchColdStart, benchStart } from "./start.ts";
import { benchUpgrade } from "./upgrade.ts";
import { benchZone } from "./zone.ts";

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: "string", default: "20" }, clusters: { type: "string", default: "1000" } },
});

const suites: Record<string, () => void | Promise<void>> = {
  functions: benchFunctions,
  billing: benchBilling,
  orchestration: benchOrchestration,
  api: benchApi,
  "api-clients": benchApiClients,
  fuzz: benchFuzz,
  console: benchConsole,
  create: benchCreate,
  replace: benchReplace,
  zone: benchZone,
  backup: benchBackup,
  hibernate: benchHibernate,
  upgrade: benchUpgrade,
  rehearse: benchRehearse,
  cis: benchCis,
  conformance: benchConformance,
  start: benchStart,
  soak: () => benchSoak({ minutes: Number(values.minutes), clusters: Number(values.clusters) }),
  "start-cold": benchColdStart,
};

const byNameOnly = ["conformance", "soak", "start-cold"];
const unknown = asked.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`no such suite: ${unknown.join(", ")}; there are ${Object.keys(suites).join(", ")}`);
  process.exit(2);
}
for (const [name, suite] of Object.entries(suites))
  if (asked.includes(name) || (asked.length === 0 && !byNameOnly.includes(name))) await suite();
writeReadme();
