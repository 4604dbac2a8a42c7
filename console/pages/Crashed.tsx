import { useRouteError } from "react-router";
import { texts } from "../texts.ts";
import { Fault } from "../ui/Fault.tsx";

/** In place of a page that could not be drawn, or whose program could not be fetched. */
export const Crashed = () => {
  const error = useRouteError();
  return (
    <main className="kw-alone">
      <h1>{texts.crashed}</h1>
      <Fault error={error} again={() => location.reload()} />
    </main>
  );
};
