import { useParams } from "react-router";
import { useOperation } from "../api/clusters.ts";
import { paths } from "../paths.ts";
import { texts } from "../texts.ts";
import { AwaitedPage } from "../ui/Awaited.tsx";
import { Page } from "../ui/Page.tsx";
import { OperationCard } from "./OperationCard.tsx";
import { Receipt } from "./Receipt.tsx";

/** One operation, for as long as it is on record; a delete's shows its receipt. */
export const OperationPage = () => {
  const { operationId = "" } = useParams();
  return (
    <AwaitedPage title={texts.operation.one} of={useOperation(operationId)}>
      {(operation) => (
        <Page
          title={texts.operation.title(texts.operation.kind[operation.kind], operation.clusterName)}
          above={[
            { text: texts.home.title, to: paths.home },
            { text: operation.clusterName, to: paths.cluster(operation.clusterId) },
          ]}
        >
          <OperationCard operation={operation} />
          {operation.receipt && <Receipt receipt={operation.receipt} />}
        </Page>
      )}
    </AwaitedPage>
  );
};
