import Spinner from "@cloudscape-design/components/spinner";
import { useEffect, useState } from "react";
import { texts } from "../texts.ts";

/** Shown only where the wait is long enough to be noticed. @param room pixels that it keeps free for what comes */
export const Loading = ({ what, room = 0 }: { what?: string; room?: number }) => {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="kw-loading" role="status" style={{ minHeight: Math.max(32, room) }}>
      {late && (
        <>
          <Spinner /> <span>{what ?? texts.loading}</span>
        </>
      )}
    </div>
  );
};
