using Signaling.Api.Auth;
using Signaling.Api.Problems;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddProblems();
builder.Services.AddTokens();

var app = builder.Build();
app.UseProblems();
app.UseTokens();
app.MapGet("/healthz/live", () => "ok");
app.MapProblems();
app.MapDevelopmentTokens(app.Environment);
app.Run();
