using Microsoft.OpenApi;
using Signaling.Api.Auth;
using Signaling.Api.Wire;
using Signaling.Domain.Calls;
using Signaling.Domain.Sdp;

namespace Signaling.Api.OpenApi;

/// <summary>Describes the API: the document at <c>/swagger/v1/swagger.json</c>, and Swagger UI at <c>/swagger</c>.</summary>
internal static class OpenApiSetup
{
    private const string Script = "development-token.js";

    private const string Introduction = """
        Two devices that want to talk: this service carries their session descriptions and candidates, rings, hands out relays, remembers and tells.

        **Pages of this edge:** [calls](/), [console](/console), [network test](/network-test).

        **First steps in Development.** Press *Sign in as alice* above the list (or send `POST /v1/dev/tokens`, copy the token, and press *Authorize*).
        Then `POST /v1/calls` with the example calls bob; sign in as bob, and `GET /v1/events` or `GET /v1/calls` shows it to him. Elsewhere your own backend mints
        tokens: `docs/tokens.md`.

        **Refusals** are `application/problem+json` with a stable `code`; each has a page at `/problems/<code>`. Any request may also meet `not_found`, `method_not_allowed`,
        `not_acceptable`, `request_timeout`, `address_too_long` and `headers_too_large`.

        **Events** come over the hub `/hubs/signaling` (WebSocket), server-sent events or long polls, with one cursor: `openapi/events.asyncapi.yaml` describes them.
        """;

    /// <summary>Registers the generator of the document.</summary>
    public static IServiceCollection AddApiDescription(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        return services.AddSwaggerGen(api =>
        {
            api.SwaggerDoc("v1", new() { Title = "Signaling", Version = "v1", Description = Introduction, License = new() { Name = "MIT" } });
            api.AddSecurityDefinition(BearerHandler.SchemeName, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "A token that your backend minted (docs/tokens.md), or in Development one from `POST /v1/dev/tokens`: the token alone, without `Bearer`.",
            });
            foreach (var assembly in new[] { typeof(OpenApiSetup).Assembly, typeof(NegotiatedMedia).Assembly }) api.IncludeXmlComments(assembly, includeControllerXmlComments: false);
            api.SupportNonNullableReferenceTypes();
            api.NonNullableReferenceTypesAsRequired();
            api.UseAllOfToExtendReferenceSchemas(); // else a member that may be null could not say so
            api.MapType<CallId>(() => new OpenApiSchema { Type = JsonSchemaType.String });
            api.MapType<RawJsonArray>(() => new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.Object } });
            api.OperationFilter<RequestHeaders>();
            api.OperationFilter<RequestExamples>();
            api.OperationFilter<ProblemResponses>();
        });
    }

    /// <summary>Serves document and page; open to everyone, in every environment.</summary>
    public static WebApplication UseApiDescription(this WebApplication app)
    {
        app.UseSwagger();
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "swagger";
            page.DocumentTitle = "Signaling API";
            page.SwaggerEndpoint("v1/swagger.json", "Signaling v1");
            page.EnablePersistAuthorization();
            page.EnableTryItOutByDefault();
            page.DisplayRequestDuration();
            page.DefaultModelsExpandDepth(0);
            if (app.Environment.IsDevelopment()) page.InjectJavascript(Script);
        });
        if (app.Environment.IsDevelopment()) app.MapGet("/swagger/" + Script, () => TypedResults.Stream(typeof(OpenApiSetup).Assembly.GetManifestResourceStream(Script)!, "text/javascript")).AllowAnonymous().ExcludeFromDescription();
        return app;
    }
}
