import { useOperations } from "../../api/clusters.ts";
import { texts } from "../../texts.ts";
import { Awaited } from "../../ui/Awaited.tsx";
import { More } from "../../ui/More.tsx";
import { Section } from "../../ui/Section.tsx";
import { OperationTable } from "../OperationTable.tsx";

/** What has been done in the tenant, also to clusters that are gone. */
export const Operations = () => {
  const asked = useOperations(undefined, false);
  return (
    <Section head={texts.service.part.operations}>
      <Awaited of={asked}>
        {({ pages }) => <OperationTable clusters operations={pages.flatMap(({ items }) => items)} />}
      </Awaited>
      <More of={asked} />
    </Section>
  );
};
