import Spinner from "@cloudscape-design/components/spinner";
import { useEffect, useState } from "react";
import { texts } from "../texts.ts";

/** Shown only where the wait is long enough to be noticed. */
export const Loading = ({ what }: { what?: string }) => {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="kw-loading" role="status">
      {late && (
        <>
          <Spinner /> <span>{what ?? texts.loading}</span>
        </>
      )}
    </div>
  );
};
