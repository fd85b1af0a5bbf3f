import { render } from "preact";
import "./page.css";

const root = document.getElementById("app");
if (root) render(<h1>Stage</h1>, root);
