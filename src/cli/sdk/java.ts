import { documentFile, exampleUrl, type Recipe, template } from './recipe.ts';

const version = '7.25.0';

const configFile = 'openapi-generator.yaml';
const config = `generatorName: java
library: okhttp-gson
globalProperties:
  apiTests: "false"
  modelTests: "false"
  apiDocs: "false"
  modelDocs: "false"
additionalProperties:
  invokerPackage: org.claimline
  apiPackage: org.claimline.api
  modelPackage: org.claimline.model
  # client.listEvents().from("2024").limit(2).execute(), not listEvents("2024", null, … 18 times null).
  useSingleRequestParameter: static
  # ApiException.getErrorObject() gives the problem details, typed.
  errorObjectType: org.claimline.model.Problem
  # A property or an enum value that the server adds later breaks no client.
  disallowAdditionalPropertiesIfNotPresent: "false"
  enumUnknownDefaultCase: "true"
  openApiNullable: "false"
  hideGenerationTimestamp: "true"
  documentationProvider: none
`;

/** The template of unions. The generator's own tries all options, and with `enumUnknownDefaultCase` each fits any `kind`. */
const unionTemplate = 'oneof_model.mustache';

/** Libraries of the generated code, in the versions that the generator's own project uses. */
const dependencies = [
  ['com.squareup.okhttp3', 'okhttp', '4.12.0'],
  ['com.squareup.okhttp3', 'logging-interceptor', '4.12.0'],
  ['com.google.code.gson', 'gson', '2.10.1'],
  ['io.gsonfire', 'gson-fire', '1.9.0'],
  ['com.google.code.findbugs', 'jsr305', '3.0.2'],
  ['jakarta.annotation', 'jakarta.annotation-api', '1.3.5'],
] as const;

const dependencyElements = dependencies
  .map(
    ([group, artifact, release]) => `    <dependency>
      <groupId>${group}</groupId>
      <artifactId>${artifact}</artifactId>
      <version>${release}</version>
    </dependency>`,
  )
  .join('\n');

const project = (clientVersion: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<!-- Each build generates the client into target/generated-sources, then compiles it. -->
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.claimline</groupId>
  <artifactId>claimline-client</artifactId>
  <version>${clientVersion}</version>

  <properties>
    <maven.compiler.release>11</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>

  <dependencies>
${dependencyElements}
  </dependencies>

  <build>
    <plugins>
      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-compiler-plugin</artifactId>
        <version>3.14.0</version>
      </plugin>
      <plugin>
        <groupId>org.openapitools</groupId>
        <artifactId>openapi-generator-maven-plugin</artifactId>
        <version>${version}</version>
        <executions>
          <execution>
            <goals>
              <goal>generate</goal>
            </goals>
            <configuration>
              <!-- The plugin requires the name here, although the settings have it. -->
              <generatorName>java</generatorName>
              <inputSpec>\${project.basedir}/${documentFile('3.0')}</inputSpec>
              <templateDirectory>\${project.basedir}/templates</templateDirectory>
              <configurationFile>\${project.basedir}/${configFile}</configurationFile>
            </configuration>
          </execution>
        </executions>
      </plugin>
    </plugins>
  </build>
</project>
`;

export const java: Recipe = {
  title: 'Java',
  generator: 'openapi-generator',
  version,
  document: '3.0',
  files: (clientVersion) => ({
    'pom.xml': project(clientVersion),
    [configFile]: config,
    [`templates/${unionTemplate}`]: template(unionTemplate),
  }),
  client: 'target/generated-sources/openapi/src/main/java',
  runners: [
    {
      program: 'mvn',
      // Without --quiet it lists every file twice.
      steps: () => [['mvn', '--batch-mode', '--no-transfer-progress', '--quiet', 'generate-sources']],
    },
  ],
  use: (out, clientVersion) => [
    `${out} is a Maven project: mvn install there installs org.claimline:claimline-client:${clientVersion} for other projects to depend on.`,
    '  import org.claimline.ApiClient;',
    '  import org.claimline.api.EventsApi;',
    '  class Example {',
    '    public static void main(String[] arguments) throws Exception {',
    `      var client = new ApiClient().setBasePath("${exampleUrl}");`,
    '      System.out.println(new EventsApi(client).listEvents().from("2024-03-22").execute().getData());',
    '    }',
    '  }',
  ],
};
