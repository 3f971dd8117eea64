// Serves a built hub on the loopback address, as a static host would: index.html for a folder,
// 404.html for what is not there, compressed if asked to. It stops by itself after ten minutes, so
// that a run that hangs leaves nothing behind.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const kinds = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".pdf": "application/pdf",
    ".csv": "text/csv; charset=utf-8",
};

// A page that sends the reader on at once can't be looked at: with this at the end of its address
// it is served without the line that does so, and is otherwise the same.
export const STAY = "?stay";
const refresh = /<meta http-equiv="refresh"[^>]*>\s*/i;

export async function serve(folder, { compress = false, minutes = 10, extra = {} } = {}) {
    async function read(path) {
        if (extra[path] !== undefined) return Buffer.from(extra[path]);
        return readFile(join(folder, normalize(path)));
    }
    const server = createServer(async (request, response) => {
        const { pathname, search } = new URL(request.url, "http://127.0.0.1");
        let path = decodeURIComponent(pathname);
        if (path.endsWith("/")) path += "index.html";
        let status = 200;
        let body = await read(path).catch(() => null);
        if (body === null) {
            status = 404;
            path = "/404.html";
            body = await read(path).catch(() => Buffer.from("not found"));
        }
        if (search === STAY) body = Buffer.from(body.toString("utf8").replace(refresh, ""));
        const headers = {
            "content-type": kinds[extname(path)] ?? "application/octet-stream",
            "cache-control": "max-age=31536000, immutable",
            "x-content-type-options": "nosniff",
        };
        if (compress && /text|json|xml|svg/.test(headers["content-type"])) {
            headers["content-encoding"] = "gzip";
            body = gzipSync(body, { level: 9 });
        }
        response.writeHead(status, headers);
        response.end(body);
    });
    await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
    const stop = () => new Promise((resolve) => {
        clearTimeout(limit);
        server.close(resolve);
        server.closeAllConnections();
    });
    const limit = setTimeout(stop, minutes * 60_000);
    return { origin: `http://127.0.0.1:${server.address().port}`, stop };
}
