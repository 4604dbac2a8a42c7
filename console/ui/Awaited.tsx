import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Fault } from "./Fault.tsx";
import { Loading } from "./Loading.tsx";
import { Page } from "./Page.tsx";

interface Props<Data> {
  of: Pick<UseQueryResult<Data>, "data" | "error" | "refetch">;
  /** As much as it will take, in pixels, so that what is below it does not move much when it comes. */
  room?: number;
  children: (data: Data) => ReactNode;
}

/** What was asked for; while there is none of it, that it is on its way, or why it does not come. An old answer stays beside a new fault. */
export const Awaited = <Data,>({ of: { data, error, refetch }, room = 0, children }: Props<Data>) => (
  <>
    {error && <Fault error={error} again={() => void refetch()} />}
    {data !== undefined ? children(data) : error ? null : <Loading room={room} />}
  </>
);

/** A page that is all of what was asked for. @param title while there is nothing of it */
export const AwaitedPage = <Data,>({ title, of, children }: Props<Data> & { title: string }) =>
  of.data === undefined ? (
    <Page title={title}>{of.error ? <Fault error={of.error} again={() => void of.refetch()} /> : <Loading />}</Page>
  ) : (
    <>
      {of.error && <Fault error={of.error} again={() => void of.refetch()} />}
      {children(of.data)}
    </>
  );
