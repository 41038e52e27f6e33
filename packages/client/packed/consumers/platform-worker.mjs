// For workerd, which has no process: it is asked over HTTP.
import { doEverything } from './platform.mjs';

export default {
  async fetch(request) {
    return Response.json(await doEverything(await request.json()));
  },
};
