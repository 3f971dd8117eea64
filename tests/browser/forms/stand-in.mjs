// Stands in for every form service, and for the host of the hubs, on one loopback port: Chromium takes it for each of
// them, so hubs are tried as they are published. A message that breaks its service's contract is refused
// and told; what is delivered, and what fell into the trap, is kept. It stops by itself after ten minutes.

import { createServer } from "node:https";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { services } from "./services.mjs";

const kinds = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };
const most = 5_000_000;

export const refusalText = `Say <img src=x> “which page” it is about. ${"More. ".repeat(100)}`;

export async function standIn(hubs, tls) {
    const boxes = Object.fromEntries(Object.keys(services).map((name) => [name, { mode: "well", delivered: [], trapped: [], faults: [] }]));
    const server = createServer(tls, async (request, response) => {
        const { host } = request.headers;
        const name = Object.keys(services).find((name) => services[name].host === host);
        const body = await all(request).catch(() => null);
        if (body === null) return;
        if (name && (name !== "netlify" || request.method === "POST")) return receive(services[name], boxes[name], request, body, response, hubs);
        const hub = hubs[host.split(".hub.")[0]];
        if (!hub) return answer(response, 404, "text/plain", "no such host");
        const { pathname } = new URL(request.url, `https://${host}`);
        const page = await readPage(hub, pathname);
        answer(response, page ? 200 : 404, kinds[extname(pathname) || ".html"] ?? "application/octet-stream", page ?? "not found");
    });
    await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
    const stop = () => new Promise((resolve) => {
        clearTimeout(limit);
        server.close(resolve);
        server.closeAllConnections();
    });
    const limit = setTimeout(stop, 600_000);
    return { boxes, port: server.address().port, stop };
}

async function all(request) {
    const parts = [];
    for await (const part of request) parts.push(part);
    return Buffer.concat(parts);
}

// Netlify takes its own attribute off a form that it found, and tells the form's name to itself.
async function readPage(hub, pathname) {
    const file = join(hub, decodeURIComponent(pathname), pathname.endsWith("/") ? "index.html" : "");
    const bytes = await readFile(file).catch(() => null);
    if (!bytes || !file.endsWith(".html")) return bytes;
    return bytes.toString().replace(/<form\b[^>]*data-netlify="true"[^>]*>/g, (tag) => {
        const name = tag.match(/ name="([^"]*)"/)[1];
        return `${tag.replace(' data-netlify="true"', "")}<input type="hidden" name="form-name" value="${name}">`;
    });
}

async function receive(service, box, request, body, response, hubs) {
    const { pathname } = new URL(request.url, `https://${service.host}`);
    const cors = { "access-control-allow-origin": "*" };
    const fails = { limit: 429, refused: service.refusal ? 422 : 400 };
    if (request.method !== "POST" || (service.path && ![service.path, service.ajax].includes(pathname))) {
        return answer(response, 404, "text/plain", service.path === pathname ? "only POST" : "no such form", cors);
    }
    if (box.mode === "silent") return;
    if (box.mode === "dropped") return request.socket.destroy();
    const wantsJson = service.accept && (service.ajax ? pathname === service.ajax : request.headers.accept === "application/json");
    const reply = (status, json, page) => (wantsJson ? answer(response, status, "application/json", JSON.stringify(json), cors) : answer(response, status, kinds[".html"], page, cors));
    if (box.mode in fails) return reply(fails[box.mode], service.refusal?.(refusalText), "<title>Refused</title>");
    // The status counts, whatever else is said.
    if (box.mode === "broken") return reply(500, { success: true }, "<title>Broken</title>");
    if (body.length > most) return reply(413, service.refusal?.("Too large"), "<title>Too large</title>");
    if (box.mode === "unreadable") return answer(response, 200, kinds[".html"], "<title>Are you a person?</title>", cors);
    if (box.mode === "doubtful") return reply(200, service.refusal?.(refusalText), "<title>Refused</title>");
    if (box.mode === "late") await new Promise((done) => setTimeout(done, 700));

    const fields = await new Response(body, { headers: { "content-type": request.headers["content-type"] ?? "" } }).formData().catch(() => null);
    const fault = contract(service, request, fields, wantsJson);
    if (fault) {
        box.faults.push(fault);
        return reply(400, service.refusal?.(fault), `<title>${fault}</title>`);
    }
    // Programs are to think that it worked.
    (fields.get(service.trap) ? box.trapped : box.delivered).push(fields);
    if (!service.path) return answer(response, 200, kinds[".html"], await readPage(hubs.netlify, pathname));
    // A service that is told where to lead to does so, whoever asks.
    const next = fields.get(service.next);
    if (next) return response.writeHead(303, { location: next, ...cors }).end();
    reply(200, service.answer, "<!doctype html><title>The service thanks you</title>");
}

// What is wrong with a message by the service's own rules.
function contract(service, request, fields, wantsJson) {
    if (!fields) return `can't be unpacked: ${request.headers["content-type"]}`;
    if (service.key && fields.get(service.key) !== service.id) return `needs ${service.key}`;
    if (!service.path && !["page-feedback", "tricky"].includes(fields.get("form-name"))) return "no form of that name";
    if (service.next && fields.has(service.next) && !/^https:\/\/\S+$/.test(fields.get(service.next))) return `${service.next} must be a full address`;
    if (wantsJson && service.next && fields.has(service.next)) return `a script was to be led to ${fields.get(service.next)}`;
    const files = [...fields.values()].filter((value) => typeof value !== "string");
    if (files.length > 0 && !service.files) return "takes no files";
    return fields.has("page") ? null : "does not say which page";
}

function answer(response, status, kind, body, headers = {}) {
    response.writeHead(status, { "content-type": kind, ...headers });
    response.end(body);
}
