export default {
  claimline: {
    input: process.env.OPENAPI_DOCUMENT,
    output: {
      client: 'fetch',
      target: 'orval/claimline.ts',
      urlEncodeParameters: true,
      // The address is known only when the program runs.
      baseUrl: { runtime: 'process.env.CLAIMLINE_URL' },
    },
  },
};
