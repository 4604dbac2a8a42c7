import { useOperations } from "../../api/clusters.ts";
import type { Cluster } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { Awaited } from "../../ui/Awaited.tsx";
import { More } from "../../ui/More.tsx";
import { Section } from "../../ui/Section.tsx";
import { OperationTable } from "../OperationTable.tsx";

/** What has been done to the cluster, newest first. */
const Operations = ({ cluster: { id, activeOperation } }: { cluster: Cluster }) => {
  const asked = useOperations(id, activeOperation !== undefined);
  return (
    <Section head={texts.cluster.tab.operations}>
      <Awaited of={asked}>{({ pages }) => <OperationTable operations={pages.flatMap(({ items }) => items)} />}</Awaited>
      <More of={asked} />
    </Section>
  );
};
export default Operations;
