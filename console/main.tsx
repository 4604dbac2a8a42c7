import "./styles/shell.css";
import "./styles/content.css";
import "./styles/graph.css";
import "./styles/forms.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import { mayPass } from "./api/problem.ts";
import { router } from "./routes.tsx";
import { showTheme } from "./ui/theme.ts";

showTheme();
const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: (failures, error) => failures < 3 && mayPass(error), staleTime: 500 },
    // Each carries an Idempotency-Key of its own, or sets what it says: a repeat is harmless.
    mutations: { retry: (failures, error) => failures < 3 && mayPass(error) },
  },
});
const place = document.getElementById("console");
if (!place) throw new Error("index.html has no place for the console");
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
