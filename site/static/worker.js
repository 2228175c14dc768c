// An optional service worker, over http(s) only: it keeps the site for a visit without a network.
//
// While there is a network it only looks on. What it keeps are files of one build: the home page,
// the lessons and what they look like when it is installed; the files of Python when a page has used
// them and says so. Each is kept only if its SHA-256 is the one that this build's list has, so that
// files of two builds never mix. A new build is another worker, with another cache.
"use strict";

const { build, files, light } = GLASSNET_BUILD; // the builder writes it: builder/offline.py
const scope = self.registration.scope;
const OURS = `glassnet ${scope} `; // an origin may have other sites
const CACHE = OURS + build;
// Opened once: a worker that the next build's has replaced would otherwise make its cache anew.
const opened = caches.open(CACHE);

// Which file of the site a URL stands for, or undefined.
function fileOf(url) {
  const { href } = new URL(url);
  if (!href.startsWith(scope)) return undefined;
  const path = href.slice(scope.length).replace(/[?#].*/, "").replace(/(^|\/)$/, "$1index.html");
  return Object.hasOwn(files, path) ? path : undefined;
}

async function keep(path) {
  const cache = await opened;
  if (await cache.match(scope + path)) return;
  // The browser may remember the file of another build: the server is asked.
  const response = await fetch(scope + path, { cache: "no-cache" });
  const bytes = await response.arrayBuffer();
  const digest = Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)),
    (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (digest !== files[path]) return; // the server has another build by now
  await cache.put(scope + path, new Response(bytes, {
    headers: { "Content-Type": response.headers.get("Content-Type") },
  }));
}

const keepAll = (paths) => Promise.all(paths.map(keep));

async function forgetOthers() {
  const others = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function answer(request, path) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await opened).match(scope + path);
    if (!kept) throw error;
    return kept;
  }
}

self.addEventListener("install", (event) => {
  self.skipWaiting(); // the worker before this one has nothing that this site still has
  event.waitUntil(keepAll(light));
});
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
self.addEventListener("message", (event) => {
  event.waitUntil(keepAll(event.data.map(fileOf).filter(Boolean)));
});
self.addEventListener("fetch", (event) => {
  const path = event.request.method === "GET" && fileOf(event.request.url);
  if (path) event.respondWith(answer(event.request, path));
});
