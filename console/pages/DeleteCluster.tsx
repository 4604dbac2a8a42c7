import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { answered, api, newKey } from "../api/client.ts";
import { useCluster, useNodes } from "../api/clusters.ts";
import { useCost } from "../api/money.ts";
import type { Cluster } from "../api/types.ts";
import { paths } from "../paths.ts";
import { texts } from "../texts.ts";
import { Act } from "../ui/Act.tsx";
import { AwaitedPage } from "../ui/Awaited.tsx";
import { Fault } from "../ui/Fault.tsx";
import { dollars } from "../ui/money.ts";
import { Page } from "../ui/Page.tsx";
import { whyNot } from "./cluster/why-not.ts";

const { remove: words } = texts;

const Form = ({ cluster }: { cluster: Cluster }) => {
  const { id, name, nodeGroups, deletionProtection } = cluster;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [typed, setTyped] = useState("");
  const { data: cost } = useCost(id);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (header: { "Idempotency-Key": string }) =>
      answered(api.DELETE("/clusters/{clusterId}", { params: { path: { clusterId: id }, header } })),
    onSuccess: async (operation) => {
      await queries.invalidateQueries({ queryKey: ["clusters"] });
      await navigate(paths.operation(operation.id));
    },
  });
  const forbidden = whyNot("clusterDelete", cluster);
  const why = forbidden ?? (deletionProtection ? words.protected : typed === name ? undefined : texts.typeName(name));
  // Those that are there: fewer than are wanted where it has failed, and none where it sleeps.
  const { data: nodes } = useNodes(id, false);
  return (
    <form
      className="kw-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (why === undefined && !isPending) mutate(newKey());
      }}
    >
      <p>{words.body}</p>
      <ul>
        {words.goes(nodes?.length, nodeGroups.map((group) => group.name).join(", ")).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {cost && <li>{words.cost(dollars(cost.perHourMicros), dollars(cost.monthMicros))}</li>}
      </ul>
      {deletionProtection && (
        <p className="kw-stage-why">
          {words.protected} <Link to={paths.cluster(id, "settings")}>{words.lift}</Link>
        </p>
      )}
      <FormField label={texts.typeName(name)}>
        <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} placeholder={name} autoFocus />
      </FormField>
      <div className="kw-row">
        <Act variant="primary" formAction="submit" why={why} loading={isPending} loadingText={words.asking}>
          {words.really}
        </Act>
        <Button variant="link" formAction="none" onClick={() => void navigate(paths.cluster(id))}>
          {texts.cancel}
        </Button>
      </div>
      {forbidden && <p className="kw-quiet">{forbidden}</p>}
      {error && <Fault error={error} />}
    </form>
  );
};

/** What will go, the typed name, and then the receipt on the operation's page. */
const DeleteCluster = () => {
  const { clusterId = "" } = useParams();
  return (
    <AwaitedPage title={texts.cluster.title} of={useCluster(clusterId)}>
      {(cluster) => (
        <Page
          title={words.title(cluster.name)}
          above={[
            { text: texts.home.title, to: paths.home },
            { text: cluster.name, to: paths.cluster(cluster.id) },
          ]}
        >
          <Form cluster={cluster} />
        </Page>
      )}
    </AwaitedPage>
  );
};
export default DeleteCluster;
