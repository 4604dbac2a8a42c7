import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { isOver } from "#contract/states.ts";
import { useVersions } from "../../../api/catalog.ts";
import { answered, api, begun } from "../../../api/client.ts";
import { useOperations } from "../../../api/clusters.ts";
import { lookAgain, pace } from "../../../api/polling.ts";
import type { Cluster, UpgradeCluster, UpgradePlan } from "../../../api/types.ts";
import { texts } from "../../../texts.ts";
import { Awaited } from "../../../ui/Awaited.tsx";
import { ChangeCost } from "../../../ui/ChangeCost.tsx";
import { dollars } from "../../../ui/money.ts";
import { Proof } from "../../../ui/Proof.tsx";
import { Section } from "../../../ui/Section.tsx";
import { AskedOnce } from "../../AskedOnce.tsx";
import { OperationCard } from "../../OperationCard.tsx";
import { whyNot } from "../why-not.ts";
import { Hops } from "./Hops.tsx";
import { type Force, Readiness } from "./Readiness.tsx";
import { RollBack } from "./RollBack.tsx";
import { isChain, newer } from "./versions.ts";

const { upgrade: words } = texts;

const usePlan = (clusterId: string, body: UpgradeCluster) =>
  useQuery({
    queryKey: ["plan", "upgrade", clusterId, body],
    queryFn: async () => {
      const call = api.POST("/clusters/{clusterId}/upgrade", {
        params: { path: { clusterId }, query: { validateOnly: "true" } },
        body,
      });
      return (await answered(call)) as UpgradePlan;
    },
    refetchInterval: lookAgain(() => pace.slow),
  });

interface RehearsedProps {
  rehearsal: NonNullable<UpgradePlan["rehearsal"]>;
  force: Force;
  onForce: (force: Force) => void;
}

/** How the upgrade is tried before anything changes, and whether what is found there stops it. */
const Rehearsed = ({ rehearsal: { machineType, version, mostMicros }, force, onForce }: RehearsedProps) => (
  <>
    <h3>{texts.rehearsal.head}</h3>
    <p>{words.rehearsed(machineType, version, dollars(mostMicros))}</p>
    <Checkbox
      checked={force.includes("rehearsal")}
      onChange={({ detail }) =>
        onForce(detail.checked ? [...force, "rehearsal"] : force.filter((one) => one !== "rehearsal"))
      }
    >
      {words.forceRehearsal}
    </Checkbox>
  </>
);

/** What would be done, and what holds at every moment of it. */
const Steps = ({ plan: { steps, proof } }: { plan: UpgradePlan }) => (
  <>
    <h3>{words.steps}</h3>
    <ol>
      {steps.map(({ text }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps are known by their place
        <li key={i}>{text}</li>
      ))}
    </ol>
    <Proof proof={proof} />
  </>
);

const Plan = ({ cluster, version }: { cluster: Cluster; version: string }) => {
  const { id, name } = cluster;
  const [force, setForce] = useState<Force>([]);
  const chain = isChain(cluster.version, version);
  const body = { version, chain, force };
  return (
    <Awaited of={usePlan(id, body)}>
      {(plan) => (
        <>
          <p>{words.would(plan.from, plan.to, plan.machines)}</p>
          <Hops hops={plan.hops} />
          <h3>{words.readiness}</h3>
          <Readiness findings={plan.findings} force={force} onForce={setForce} />
          {plan.rehearsal && <Rehearsed rehearsal={plan.rehearsal} force={force} onForce={setForce} />}
          <h3>{words.cost}</h3>
          <ChangeCost price={plan.changePrice} />
          <Steps plan={plan} />
          <h3>{words.wayBackHead}</h3>
          <p>{chain ? words.ifHopFails : words.ifItFails(plan.from)}</p>
          <div className="kw-row">
            <AskedOnce
              clusterId={id}
              verb={words.act}
              variant="primary"
              why={whyNot("clusterUpgrade", cluster) ?? (plan.ready ? undefined : words.notReady)}
              head={words.head(name, plan.to)}
              body={chain ? words.hopsAsk(plan.hops.length, plan.machines) : words.body(plan.machines)}
              call={(header) =>
                begun(api.POST("/clusters/{clusterId}/upgrade", { params: { path: { clusterId: id }, header }, body }))
              }
            />
          </div>
        </>
      )}
    </Awaited>
  );
};

/** To which of the newer versions, and what that would be. */
const Offers = ({ cluster }: { cluster: Cluster }) => {
  const { version } = cluster;
  const [chosen, setChosen] = useState<string>();
  return (
    <Awaited of={useVersions()}>
      {({ items }) => {
        const offers = items.filter((offer) => newer(offer.version, version));
        const target = chosen ?? offers.at(-1)?.version;
        if (target === undefined) return <p>{words.newest(version)}</p>;
        const why = whyNot("clusterUpgrade", cluster);
        return (
          <>
            {offers.length > 1 && (
              <div className="kw-row kw-versions">
                {offers.map((offer) => (
                  <Button
                    key={offer.version}
                    variant={offer.version === target ? "primary" : "normal"}
                    onClick={() => setChosen(offer.version)}
                  >
                    {offer.version}
                  </Button>
                ))}
              </div>
            )}
            {why === undefined ? <Plan cluster={cluster} version={target} /> : <p>{why}</p>}
          </>
        );
      }}
    </Awaited>
  );
};

const isUpgrade = (kind: string): boolean => kind === "cluster.upgrade" || kind === "cluster.rollback";

/** What came of the last one, and where it can be tried again. */
const Last = ({ cluster: { id, activeOperation } }: { cluster: Cluster }) => {
  const operations = useOperations(id, activeOperation !== undefined).data?.pages.flatMap(({ items }) => items);
  const last = operations?.find(({ kind, status }) => isUpgrade(kind) && isOver(status));
  return last && activeOperation !== last.id ? (
    <>
      <h2 className="kw-head">{words.last}</h2>
      <OperationCard operation={last} />
    </>
  ) : null;
};

/** To which version, whether the cluster is ready for it, what would be done, how far it is, and the way back. */
const Upgrade = ({ cluster }: { cluster: Cluster }) => (
  <>
    <Section head={texts.cluster.tab.upgrade}>
      {cluster.upgrade ? <p>{words.goesOn(cluster.upgrade.from, cluster.upgrade.to)}</p> : <Offers cluster={cluster} />}
      {!cluster.upgrade && <RollBack cluster={cluster} />}
    </Section>
    <Last cluster={cluster} />
  </>
);
export default Upgrade;
