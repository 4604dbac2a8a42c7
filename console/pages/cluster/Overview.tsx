import { useSearchParams } from "react-router";
import { useNodes } from "../../api/clusters.ts";
import { useCost } from "../../api/money.ts";
import type { Cluster } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { Awaited } from "../../ui/Awaited.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { dollars } from "../../ui/money.ts";
import { Section } from "../../ui/Section.tsx";
import { moment, since } from "../../ui/times.ts";
import { Components } from "./Components.tsx";
import { Conditions } from "./Conditions.tsx";
import { NodeDetails } from "./NodeDetails.tsx";
import { Zones } from "./Zones.tsx";

const { overview: words } = texts;

/** Of a column with a third of its machines. */
const roomOf = ({ controlPlane, nodeGroups }: Cluster): number =>
  60 + 80 * Math.ceil(nodeGroups.reduce((sum, { size }) => sum + size, controlPlane.machines) / 3);

/** What a cluster is, where its machines stand, and how it is. */
export const Overview = ({ cluster }: { cluster: Cluster }) => {
  const { id, version, endpoint, controlPlane, network, createdAt, conditions, activeOperation } = cluster;
  const nodes = useNodes(id, activeOperation !== undefined);
  const { data: cost } = useCost(id);
  const [search, setSearch] = useSearchParams();
  const chosen = search.get("node");
  const choose = (nodeId: string | null): void => setSearch(nodeId ? { node: nodeId } : {}, { replace: true });
  return (
    <>
      <Facts
        facts={[
          [words.version, version],
          [words.endpoint, endpoint ?? words.noEndpoint],
          [words.controlPlane, words.machines(controlPlane.machines, controlPlane.machineType)],
          [words.network, network.cidr],
          [words.today, cost ? dollars(cost.todayMicros) : "…"],
          [words.month, cost ? words.monthOf(dollars(cost.monthMicros), dollars(cost.forecastMicros)) : "…"],
          [
            words.created,
            <span key="at" title={moment(createdAt)}>
              {since(createdAt)}
            </span>,
          ],
        ]}
      />
      <Section head={words.nodes}>
        <Awaited of={nodes} room={roomOf(cluster)}>
          {(all) => (
            <>
              <Zones nodes={all} chosen={chosen} onChoose={choose} />
              {chosen && <NodeDetails cluster={cluster} nodeId={chosen} onClose={() => choose(null)} />}
            </>
          )}
        </Awaited>
      </Section>
      <Section head={words.conditions}>
        <Conditions conditions={conditions} />
      </Section>
      <Section head={texts.components.head}>
        <Components version={version} />
      </Section>
    </>
  );
};
