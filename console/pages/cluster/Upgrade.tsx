import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { allows } from "#contract/states.ts";
import { useVersions } from "../../api/catalog.ts";
import { answered, api, begun } from "../../api/client.ts";
import type { Cluster, UpgradeCluster, UpgradePlan } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { Awaited } from "../../ui/Awaited.tsx";
import { Confirm } from "../../ui/Confirm.tsx";
import { dollars } from "../../ui/money.ts";
import { Section } from "../../ui/Section.tsx";
import { useChange } from "./use-change.ts";

const { upgrade: words } = texts;
type Force = NonNullable<UpgradeCluster["force"]>;

const usePlan = (clusterId: string, version: string, force: Force) =>
  useQuery({
    queryKey: ["plan", "upgrade", clusterId, version, force],
    queryFn: async () => {
      const call = api.POST("/clusters/{clusterId}/upgrade", {
        params: { path: { clusterId }, query: { validateOnly: "true" } },
        body: { version, force },
      });
      return (await answered(call)) as UpgradePlan;
    },
  });

const Findings = ({ plan, force, onForce }: { plan: UpgradePlan; force: Force; onForce: (force: Force) => void }) => (
  <ul className="kw-findings">
    {plan.findings.length === 0 && (
      <li>
        <StatusIndicator type="success">{words.nothingInTheWay}</StatusIndicator>
      </li>
    )}
    {plan.findings.map(({ check, severity, message, forcible }) => (
      <li key={`${check}/${message}`}>
        <StatusIndicator type={severity === "blocking" ? "error" : "warning"}>{message}</StatusIndicator>
        {forcible && severity === "blocking" && (
          <Checkbox
            checked={force.some((one) => one === check)}
            onChange={({ detail }) =>
              onForce(detail.checked ? [...force, check as Force[number]] : force.filter((one) => one !== check))
            }
          >
            {words.force}
          </Checkbox>
        )}
      </li>
    ))}
  </ul>
);

const Plan = ({ cluster, version }: { cluster: Cluster; version: string }) => {
  const { id, name } = cluster;
  const [force, setForce] = useState<Force>([]);
  const [asking, setAsking] = useState(false);
  const { act, isPending, error } = useChange(
    id,
    (_: undefined, header) =>
      begun(
        api.POST("/clusters/{clusterId}/upgrade", {
          params: { path: { clusterId: id }, header },
          body: { version, force },
        }),
      ),
    () => setAsking(false),
  );
  return (
    <Awaited of={usePlan(id, version, force)}>
      {(plan) => (
        <>
          <p>{words.would(plan.from, plan.to, plan.machines)}</p>
          <h3>{words.readiness}</h3>
          <Findings plan={plan} force={force} onForce={setForce} />
          <h3>{words.steps}</h3>
          <ol>
            {plan.steps.map(({ text }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: steps are known by their place
              <li key={i}>{text}</li>
            ))}
          </ol>
          {plan.rehearsal && (
            <p>
              {words.rehearsal(plan.rehearsal.machineType, plan.rehearsal.version, dollars(plan.rehearsal.mostMicros))}
            </p>
          )}
          <h3>{words.proof(plan.proof.situations)}</h3>
          <ul>
            {plan.proof.promises.map((promise) => (
              <li key={promise}>{promise}</li>
            ))}
          </ul>
          {plan.proof.broken.map((promise) => (
            <p key={promise} className="kw-stage-why">
              {words.broken(promise)}
            </p>
          ))}
          <Button variant="primary" disabled={!plan.ready} onClick={() => setAsking(true)}>
            {words.act}
          </Button>
          {asking && (
            <Confirm
              head={words.head(name, plan.to)}
              act={words.act}
              busy={isPending}
              error={error}
              onAct={() => act(undefined)}
              onClose={() => setAsking(false)}
            >
              <p>{words.body(plan.machines)}</p>
            </Confirm>
          )}
        </>
      )}
    </Awaited>
  );
};

/** `v1.37.2` as numbers; which of two is newer. */
const newer = (a: string, b: string): boolean => {
  const [x, y] = [a, b].map((version) => version.slice(1).split(".").map(Number));
  const at = (x ?? []).findIndex((number, i) => number !== y?.[i]);
  return at >= 0 && (x?.[at] ?? 0) > (y?.[at] ?? 0);
};

/** To which version, whether the cluster is ready for it, what would be done, and what holds meanwhile. */
const Upgrade = ({ cluster }: { cluster: Cluster }) => {
  const [chosen, setChosen] = useState<string>();
  const versions = useVersions();
  const { upgrade: progress, state, version } = cluster;
  return (
    <Section head={texts.cluster.tab.upgrade}>
      {progress ? (
        <p>{words.progress(progress)}</p>
      ) : (
        <Awaited of={versions}>
          {({ items }) => {
            const offers = items.filter((offer) => newer(offer.version, version));
            const target = chosen ?? offers.at(-1)?.version;
            if (target === undefined) return <p>{words.newest(version)}</p>;
            if (!allows(state, "clusterUpgrade")) return <p>{words.notNow}</p>;
            return (
              <>
                <div className="kw-row">
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
                <Plan cluster={cluster} version={target} />
              </>
            );
          }}
        </Awaited>
      )}
    </Section>
  );
};
export default Upgrade;
