import Input from "@cloudscape-design/components/input";
import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useClusters, useNodeCount } from "../api/clusters.ts";
import { useCharges } from "../api/money.ts";
import type { Cluster } from "../api/types.ts";
import { type Unwell, useUnwell } from "../api/unwell.ts";
import { QuickCreate } from "../forms/QuickCreate.tsx";
import { paths } from "../paths.ts";
import { forbids } from "../session/may.ts";
import { texts } from "../texts.ts";
import { Act } from "../ui/Act.tsx";
import { type Column, DataTable } from "../ui/DataTable.tsx";
import { Fault } from "../ui/Fault.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Mark } from "../ui/Mark.tsx";
import { dollars } from "../ui/money.ts";
import { Page } from "../ui/Page.tsx";
import { Pager } from "../ui/Pager.tsx";
import { since } from "../ui/times.ts";
import { attentionOf, whatIsWrong } from "./attention.ts";

const { home } = texts;
const shownAtOnce = 25;
const noneUnwell: Unwell = { clusters: [], mayBeMore: false };

/** Looked through at every letter that is typed, and made once. */
const lookedThrough = new WeakMap<Cluster, string>();

/** What of a cluster is looked through: its name, state, version and labels. */
const searched = (cluster: Cluster): string => {
  const known = lookedThrough.get(cluster);
  if (known !== undefined) return known;
  const { name, state, version, labels } = cluster;
  const text = [name, state, version, ...Object.entries(labels).map(([key, value]) => `${key}=${value}`)].join(" ");
  lookedThrough.set(cluster, text.toLowerCase());
  return text.toLowerCase();
};

/** As many as it is to have; of one that has failed as many as are there, and none where it sleeps. */
const Nodes = ({ cluster: { id, state, controlPlane, nodeGroups } }: { cluster: Cluster }) => {
  const { data: count } = useNodeCount(id, state === "failed");
  if (state === "hibernated") return 0;
  if (state === "failed") return count ?? "…";
  return nodeGroups.reduce((sum, { size }) => sum + size, controlPlane.machines);
};

const columnsWith = (charges: ReturnType<typeof useCharges>["data"]): Column<Cluster>[] => {
  const money = (id: string, of: "today" | "month") => (charges ? dollars(charges[of].get(id) ?? 0) : "…");
  return [
    { head: home.name, cell: ({ id, name }) => <Link to={paths.cluster(id)}>{name}</Link> },
    { head: home.state, cell: ({ state }) => <Mark state={state} /> },
    { head: home.version, cell: ({ version }) => version },
    { head: home.nodes, cell: (cluster) => <Nodes cluster={cluster} />, number: true },
    { head: home.today, cell: ({ id }) => money(id, "today"), number: true },
    { head: home.month, cell: ({ id }) => money(id, "month"), number: true },
    { head: home.created, cell: ({ createdAt }) => since(createdAt) },
  ];
};

const Attention = ({ clusters, mayBeMore }: { clusters: Cluster[]; mayBeMore: boolean }) =>
  clusters.length === 0 ? null : (
    <section className="kw-attention" aria-label={home.attention}>
      <h2>{home.attention}</h2>
      <ul>
        {clusters.slice(0, 5).map((cluster) => (
          <li key={cluster.id}>
            <Mark state={cluster.state} /> <Link to={paths.cluster(cluster.id)}>{cluster.name}</Link>:{" "}
            {whatIsWrong(cluster)}
          </li>
        ))}
      </ul>
      {(clusters.length > 5 || mayBeMore) && <p>{home.moreAttention(Math.max(0, clusters.length - 5), mayBeMore)}</p>}
    </section>
  );

/** All clusters, what they cost, and what needs somebody. */
export const Home = () => {
  const list = useClusters();
  const { data: charges } = useCharges();
  const [search, setSearch] = useSearchParams();
  const [text, setText] = useState(search.get("filter") ?? "");
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const [page, setPage] = useState(0);
  const navigate = useNavigate();

  const clusters = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const found = useMemo(
    () => (wanted === "" ? clusters : clusters.filter((cluster) => searched(cluster).includes(wanted))),
    [clusters, wanted],
  );
  const columns = useMemo(() => columnsWith(charges), [charges]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const unwell = useUnwell(hasNextPage);
  const { clusters: unseen, mayBeMore } = (hasNextPage && unwell.data) || noneUnwell;
  const attention = useMemo(() => attentionOf(clusters, unseen), [clusters, unseen]);
  const rows = found.slice(page * shownAtOnce, (page + 1) * shownAtOnce);
  // Who looks for something looks for it in all clusters; who turns pages, up to there.
  const wantsMore = hasNextPage && !isFetchingNextPage && (wanted !== "" || found.length <= (page + 1) * shownAtOnce);
  useEffect(() => {
    if (wantsMore) void fetchNextPage();
  }, [wantsMore, fetchNextPage]);

  const filter = (value: string): void => {
    setText(value);
    setPage(0);
    setSearch(value ? { filter: value } : {}, { replace: true });
  };
  if (list.data === undefined)
    return (
      <Page title={home.title}>
        {list.error ? <Fault error={list.error} again={() => void list.refetch()} /> : <Loading />}
      </Page>
    );
  if (clusters.length === 0)
    return (
      <Page title={home.title}>
        <QuickCreate />
      </Page>
    );
  return (
    <Page
      title={home.title}
      actions={
        <Act variant="primary" why={forbids("clusterCreate")} onClick={() => void navigate(paths.create())}>
          {texts.create.act}
        </Act>
      }
    >
      {list.error && <Fault error={list.error} again={() => void list.refetch()} />}
      {unwell.error && !list.error && <Fault error={unwell.error} again={() => void unwell.refetch()} />}
      <Attention clusters={attention} mayBeMore={mayBeMore} />
      <div className="kw-filter">
        <Input
          type="search"
          value={text}
          placeholder={home.filter}
          ariaLabel={home.filter}
          onChange={({ detail }) => filter(detail.value)}
        />
        <span role="status">{home.count(found.length, hasNextPage)}</span>
      </div>
      <DataTable label={home.title} columns={columns} rows={rows} rowKey={({ id }) => id} empty={home.none} />
      <Pager page={page} pages={Math.ceil(found.length / shownAtOnce)} more={hasNextPage} onPage={setPage} />
    </Page>
  );
};
