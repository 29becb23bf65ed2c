import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfiguration } from '../server/configuration.mjs';

test('with nothing set the backend is the compose service and the browser stays on its origin', () => {
  const { configuration, problems } = readConfiguration({});
  assert.deepEqual(problems, []);
  assert.equal(configuration.backendUrl.href, 'http://backend:8000/');
  assert.equal(configuration.apiUrl, '');
  assert.equal(configuration.webSocketUrl, '');
  assert.equal(configuration.port, 3000);
});

test('a blank value counts as unset', () => {
  const { configuration, problems } = readConfiguration({ BACKEND_URL: '  ', NEXT_PUBLIC_API_URL: '', PORT: ' ' });
  assert.deepEqual(problems, []);
  assert.equal(configuration.backendUrl.host, 'backend:8000');
});

test('values are read, without the slash at their end', () => {
  const { configuration, problems } = readConfiguration({ BACKEND_URL: 'https://api.internal:8443/', NEXT_PUBLIC_API_URL: 'https://api.example.org/', NEXT_PUBLIC_WS_URL: 'wss://live.example.org' });
  assert.deepEqual(problems, []);
  assert.equal(configuration.backendUrl.origin, 'https://api.internal:8443');
  assert.equal(configuration.apiUrl, 'https://api.example.org');
  assert.equal(configuration.webSocketUrl, 'wss://live.example.org');
});

test('every problem is reported at once, with its fix', () => {
  const { problems } = readConfiguration({ BACKEND_URL: 'backend:8000', NEXT_PUBLIC_API_URL: '/api', NEXT_PUBLIC_WS_URL: 'https://live.example.org', PORT: '70000' });
  assert.deepEqual(problems.map(({ name }) => name), ['BACKEND_URL', 'NEXT_PUBLIC_API_URL', 'NEXT_PUBLIC_WS_URL', 'PORT']);
  for (const { problem, fix } of problems) assert.ok(problem.length > 0 && fix.length > 0);
});
