using Signaling.Api;
using Signaling.Api.Commands;

if (args is ["health"]) return await HealthCommand.RunAsync();

Edge.Build(args).Run();
return 0;
