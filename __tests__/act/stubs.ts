const nothing = `
name: Nothing
runs: { using: composite, steps: [{ run: 'true', shell: bash }] }
`;

/** Stand-ins for actions that need GitHub's servers or more than this machine has: name → action.yml. */
export const STUBS: Readonly<Record<string, string>> = {
  'actions/setup-java': nothing,
  'slackapi/slack-github-action': nothing,
  'step-security/harden-runner': nothing,
  'dorny/paths-filter': `
name: The paths have changed
outputs: { app: { value: 'true' } }
runs: { using: composite, steps: [{ run: 'true', shell: bash }] }
`,
  'actions/upload-artifact': `
name: Into a folder
inputs: { name: {}, path: {} }
runs:
  using: composite
  steps:
    - shell: bash
      run: mkdir -p "$ARTIFACTS/$NAME" && cp $FILES "$ARTIFACTS/$NAME"
      env: { NAME: '\${{ inputs.name }}', FILES: '\${{ inputs.path }}' }
`,
  // An artifact of another workflow is an APK in every recipe.
  'actions/download-artifact': `
name: From a folder
inputs: { name: {}, path: {} }
runs:
  using: composite
  steps:
    - shell: bash
      run: mkdir -p "$FOLDER" && cp "$ARTIFACTS/$NAME/"* "$FOLDER" || cp "$APK" "$FOLDER"
      env: { NAME: '\${{ inputs.name }}', FOLDER: '\${{ inputs.path }}' }
`,
};
