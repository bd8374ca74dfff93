var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/healthz/live", () => "ok");
app.Run();
