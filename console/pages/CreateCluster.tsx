import ExpandableSection from "@cloudscape-design/components/expandable-section";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useCreatePlan } from "../api/plans.ts";
import { faultsAt, isAtField } from "../forms/faults.ts";
import { MoreFields } from "../forms/MoreFields.tsx";
import { TextField } from "../forms/TextField.tsx";
import { createOrder, useCreateCluster } from "../forms/use-create-cluster.ts";
import { createBody, firstWish, type Wish } from "../forms/wish.ts";
import { paths } from "../paths.ts";
import { forbids } from "../session/may.ts";
import { texts } from "../texts.ts";
import { Act } from "../ui/Act.tsx";
import { Fault } from "../ui/Fault.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { PricePanel } from "../ui/PricePanel.tsx";

const { create } = texts;

/** A name and go; "more" unfolds the rest, and the plan with its price stands beside it. */
const CreateCluster = () => {
  const [search] = useSearchParams();
  const [wish, setWish] = useState(() => firstWish(search.get("name") ?? ""));
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
          <ExpandableSection headerText={create.moreHead} defaultExpanded={search.has("name")}>
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
          {fault && !isAtField(fault) && <Fault error={fault} />}
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
export default CreateCluster;
