import ExpandableSection from "@cloudscape-design/components/expandable-section";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useCluster } from "../api/clusters.ts";
import { useCreatePlan } from "../api/plans.ts";
import { faultsAt, isAtField } from "../forms/faults.ts";
import { MoreFields } from "../forms/MoreFields.tsx";
import { TextField } from "../forms/TextField.tsx";
import { createOrder, useCreateCluster } from "../forms/use-create-cluster.ts";
import { createBody, firstWish, restoredWish, type Wish } from "../forms/wish.ts";
import { paths } from "../paths.ts";
import { forbids } from "../session/may.ts";
import { texts } from "../texts.ts";
import { Act } from "../ui/Act.tsx";
import { AwaitedPage } from "../ui/Awaited.tsx";
import { Fault } from "../ui/Fault.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { PricePanel } from "../ui/PricePanel.tsx";

const { create } = texts;

interface Props {
  first: Wish;
  /** Whose backup the cluster begins with, by name. */
  source?: string;
  unfolded: boolean;
}

/** A name and go; "more" unfolds the rest, and the plan with its price stands beside it. */
const CreateForm = ({ first, source, unfolded }: Props) => {
  const [wish, setWish] = useState(first);
  const change = (part: Partial<Wish>): void => setWish((old) => ({ ...old, ...part }));
  const body = createBody(wish);
  const forecast = useCreatePlan(body);
  const { mutate, isPending, error, reset } = useCreateCluster();
  const fault: Error | null = error ?? forecast.error;
  const allowed = faultsAt(fault);
  const forbidden = forbids("clusterCreate");
  return (
    <Page title={create.title} above={[{ text: texts.home.title, to: paths.home }]}>
      <div className="kw-beside">
        <form
          className="kw-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (!isPending && forbidden === undefined) mutate(createOrder(body));
          }}
        >
          {source !== undefined && (
            <p>
              {create.from(source)} <span className="kw-quiet">{create.fromWhat}</span>
            </p>
          )}
          <TextField
            label={create.name}
            value={wish.name}
            placeholder={create.nameExample}
            fault={allowed("name")}
            autoFocus
            onChange={(name) => {
              reset();
              change({ name });
            }}
          />
          <ExpandableSection headerText={create.moreHead} defaultExpanded={unfolded}>
            <MoreFields
              wish={wish}
              allowed={allowed}
              onChange={(part) => {
                reset();
                change(part);
              }}
            />
          </ExpandableSection>
          <div className="kw-row">
            <Act variant="primary" formAction="submit" loading={isPending} loadingText={create.asking} why={forbidden}>
              {create.act}
            </Act>
          </div>
          {forbidden && <p className="kw-quiet">{forbidden}</p>}
          {fault && (allowed("restoreFrom") !== undefined || !isAtField(fault)) && <Fault error={fault} />}
        </form>
        <aside
          className="kw-section"
          aria-label={create.plan}
          aria-busy={forecast.isFetching}
          data-old={forecast.isPlaceholderData}
        >
          <h2>{create.plan}</h2>
          {forecast.data ? (
            <PricePanel price={forecast.data.price} plan={forecast.data.plan} />
          ) : forecast.error ? (
            <p className="kw-quiet">{create.noPlan}</p>
          ) : (
            <Loading />
          )}
        </aside>
      </div>
    </Page>
  );
};

const FromBackup = ({ clusterId, backupId }: { clusterId: string; backupId: string }) => (
  <AwaitedPage title={create.title} of={useCluster(clusterId)}>
    {({ name, network }) => (
      <CreateForm first={restoredWish(clusterId, backupId, network.serviceCidr)} source={name} unfolded={false} />
    )}
  </AwaitedPage>
);

const CreateCluster = () => {
  const [search] = useSearchParams();
  const [clusterId, backupId] = (search.get("from") ?? "").split("/");
  return clusterId && backupId ? (
    <FromBackup clusterId={clusterId} backupId={backupId} />
  ) : (
    <CreateForm first={firstWish(search.get("name") ?? "")} unfolded={search.has("name")} />
  );
};
export default CreateCluster;
