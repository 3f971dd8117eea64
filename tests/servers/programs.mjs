// Starts web servers on loopback, each with a folder of its own for all that it writes, and ends
// exactly the process that it started. Each also ends by itself after two minutes.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

function freePort() {
    return new Promise((found) => {
        const probe = createServer().listen(0, "127.0.0.1", () => {
            const { port } = probe.address();
            probe.close(() => found(port));
        });
    });
}

async function start(command, args, origin, options = {}) {
    const said = [];
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
    child.stdout.on("data", (data) => said.push(data));
    child.stderr.on("data", (data) => said.push(data));
    const ended = new Promise((done) => child.on("exit", done));
    const stop = async () => {
        child.kill("SIGTERM");
        await Promise.race([ended, pause(5000).then(() => child.kill("SIGKILL"))]);
        clearTimeout(bound);
    };
    const bound = setTimeout(stop, 120_000);
    for (let tries = 0; tries < 300; tries++) {
        const answer = await fetch(origin, { redirect: "manual" }).catch(() => undefined);
        if (answer) return { origin, stop };
        if (child.exitCode !== null) break;
        await pause(100);
    }
    await stop();
    throw new Error(`${command} did not start: ${Buffer.concat(said)}`);
}

export const nginx = Object.assign((folder, root) => nginxWith(folder, root, `include ${folder}/nginx-hub.conf;`), {
    title: "nginx",
    expects: { redirects: true, headers: true, cache: true },
});

// The same without Bindery's rules, on which every check must find a fault.
export const bare = Object.assign((folder, root) => nginxWith(folder, root, ""), { expects: nginx.expects });

async function nginxWith(folder, root, rules) {
    const port = await freePort();
    const config = `
daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log stderr warn;
events { worker_connections 64; }
http {
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
    uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
    server {
        listen 127.0.0.1:${port};
        server_name localhost;
        root ${root};
        ${rules}
    }
}
`;
    // The server's own user reads the folder, so it must be let in.
    writeFileSync(join(folder, "nginx.conf"), `${process.getuid() === 0 ? "user root;" : ""}${config}`);
    return start("/usr/sbin/nginx", ["-c", join(folder, "nginx.conf"), "-e", "stderr"], `http://127.0.0.1:${port}`);
}
export async function apache(folder, root) {
    const port = await freePort();
    const modules = ["authz_core", "dir", "mime", "alias", "headers", "setenvif", "mpm_event"];
    const load = modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`);
    const config = `
${load.join("\n")}
ServerName localhost
Listen 127.0.0.1:${port}
PidFile ${folder}/apache.pid
ErrorLog ${folder}/apache.log
TypesConfig /etc/mime.types
DocumentRoot ${root}
DirectoryIndex index.html
<Directory ${root}>
    AllowOverride FileInfo
    Require all granted
</Directory>
<Files ".ht*">
    Require all denied
</Files>
`;
    mkdirSync(join(folder, "run"));
    writeFileSync(join(folder, "apache.conf"), `DefaultRuntimeDir ${folder}/run\nMutex file:${folder}/run\n${config}`);
    return start("/usr/sbin/apache2", ["-X", "-f", join(folder, "apache.conf")], `http://127.0.0.1:${port}`);
}
apache.expects = { redirects: true, headers: true, cache: true };

const wrangler = resolve("target/npm/node_modules/.bin/wrangler");

export async function cloudflare(folder, root) {
    const port = await freePort();
    const args = ["pages", "dev", root, "--ip", "127.0.0.1", "--port", String(port), "--compatibility-date", "2025-01-01"];
    const env = { ...process.env, HOME: folder, WRANGLER_SEND_METRICS: "false", CI: "1" };
    return start(wrangler, args, `http://127.0.0.1:${port}`, { cwd: folder, env });
}
cloudflare.missing = () => (existsSync(wrangler) ? "" : "for its npm package is not installed");
// Bindery's own list of files holds nothing but the addresses of files that are shown anyway.
cloudflare.expects = { redirects: true, headers: true, cache: true, hides: false };
