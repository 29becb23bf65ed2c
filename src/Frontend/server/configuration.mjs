/**
 * @typedef {{ name: string, problem: string, fix: string }} Problem
 * @typedef {{ backendUrl: URL, apiUrl: string, webSocketUrl: string, port: number }} Configuration
 */

/** `EX_CONFIG` of sysexits.h, as the backend uses it (contract, "Environment of the backend"). */
export const CONFIGURATION_EXIT_CODE = 78;

const HTTP = { schemes: ['http:', 'https:'], problem: 'is not an http or https URL', fix: 'give an absolute URL such as http://host:8000' };
const WEB_SOCKET = { schemes: ['ws:', 'wss:'], problem: 'is not a ws or wss URL', fix: 'give an absolute URL such as wss://host' };

/**
 * Reads the frontend's variables when the process starts, never at build (D10–D12). Blank means unset.
 * @param {Record<string, string | undefined>} environment
 * @returns {{ configuration: Configuration, problems: Problem[] }} every problem, not just the first; use the configuration only when there is none
 */
export function readConfiguration(environment) {
  /** @type {Problem[]} */
  const problems = [];

  /** @param {string} name @param {typeof HTTP} form @param {string} whenUnset */
  const url = (name, form, whenUnset) => {
    const value = environment[name]?.trim() || whenUnset;
    if (value === '' || isUrl(value, form.schemes)) return value.replace(/\/+$/, '');
    problems.push({ name, problem: form.problem, fix: form.fix });
    return '';
  };

  const backendUrl = url('BACKEND_URL', HTTP, 'http://backend:8000');
  const apiUrl = url('NEXT_PUBLIC_API_URL', HTTP, '');
  const webSocketUrl = url('NEXT_PUBLIC_WS_URL', WEB_SOCKET, '');
  const port = environment.PORT?.trim() || '3000';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535)
    problems.push({ name: 'PORT', problem: 'is not a port', fix: 'use a number from 1 to 65535, or leave it unset for 3000' });

  return {
    configuration: { backendUrl: new URL(backendUrl || 'http://backend:8000'), apiUrl, webSocketUrl, port: Number(port) },
    problems,
  };
}

/** @param {string} value @param {string[]} schemes */
function isUrl(value, schemes) {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return schemes.includes(url.protocol) && url.hostname !== '';
}
