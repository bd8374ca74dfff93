using Signaling.Api;
using Signaling.Api.Auth;
using Signaling.Api.Calls;
using Signaling.Api.Events;
using Signaling.Api.Problems;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddProblems();
builder.Services.AddTokens();
builder.Services.AddStore(builder.Configuration, builder.Environment);
builder.Services.AddCalls(builder.Configuration);
builder.Services.AddEvents();

var app = builder.Build();
app.UseProblems();
app.UseDefaultFiles();
app.UseStaticFiles();
app.UseTokens();
app.MapGet("/healthz/live", () => "ok");
app.MapProblems();
app.MapDevelopmentTokens(app.Environment);
app.MapCalls();
app.MapOffers();
app.MapCandidates();
app.MapMessages();
app.MapEvents();
app.MapSignalingHub();
app.Run();
