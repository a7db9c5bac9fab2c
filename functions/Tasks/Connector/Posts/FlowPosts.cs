using System.Text.Json.Serialization.Metadata;
using NimbusFunctions.Access;
using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Tasks.Connector.Bodies;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tasks.Connector.Posts;

/// <summary>Takes what flows post: who may, may the service, is there a slot; says which it was.</summary>
internal sealed class FlowPosts(
    TaskDesk desk, FirstAnswers first, LimitsInForce settings, FlowServices services, TimeProvider time)
{
    private const int KeyRetryAfterSeconds = 1;

    /// <param name="http">The call; its filter let it through.</param>
    /// <param name="type">What its body is.</param>
    /// <param name="post">Makes what is posted of a body that is valid in itself.</param>
    public async Task<IResult> PostAsync<T>(HttpContext http, JsonTypeInfo<T> type, Func<T, FlowPost> post) where T : class, IFlowBody
    {
        var (body, problem) = await RequestBody.ReadAsync(http, type);
        if (body is null)
            return new ProblemResult(problem!);
        var errors = body.Validate();
        var dryRun = PostQuery.IsDryRun(http.Request.Query, errors);
        var key = PostKey.Of(http.Request.Headers[PostKey.Header], body.ClientReference, errors);
        return errors.Any ? new ProblemResult(errors.ToProblem()) : await PostAsync(http, post(body), key, dryRun);
    }

    private async Task<IResult> PostAsync(HttpContext http, FlowPost post, string? keyName, bool dryRun)
    {
        var (tenant, stop) = (http.TenantId(), http.RequestAborted);
        if (await settings.FindAsync(tenant, stop) is not { } all)
            return new ProblemResult(Problem.NoTenant(tenant));
        var (service, forbidden) = await services.FindAsync(http, post.ServiceUpn, post.Permission, Letters.Create);
        if (service is null)
            return forbidden!;

        var now = time.GetUtcNow();
        var partition = TaskPartition.Of(tenant, service.Id, post.Modality);
        var key = keyName is null ? null : IdempotencyKey.Of(keyName, post.Payload);
        if ((post.Fault(now) ?? ServiceGate.Refusal(service, post.Modality, all)) is { } refusal)
            return key is not null && await first.FindAsync(partition, key, stop) is { } before
                ? Answer(http, before, post.Modality, service.Id, all.Limits, dryRun)
                : new ProblemResult(refusal);

        var (task, answer) = post.Make(partition.NewTaskId(), service, all.Limits.LeaseOf(post.Modality), now);
        task = task with { CreatedBy = http.Caller().Author };
        if (TaskSize.Fault(task) is { } tooLarge)
            return new ProblemResult(tooLarge);
        var admission = await desk.PostAsync(tenant, new(task, answer, key, dryRun), stop);
        return Answer(http, admission, post.Modality, service.Id, all.Limits, dryRun);
    }

    private static IResult Answer(
        HttpContext http, AdmissionAnswer admission, Modality modality, string service, LimitsSection limits, bool dryRun)
    {
        switch (admission)
        {
            case AdmissionAnswer.Admitted admitted when dryRun:
                return Preview(new(DryRun: true, WouldAdmit: true, null, null, admitted.IsRepeated));
            case AdmissionAnswer.Admitted admitted:
                if (admitted.IsRepeated)
                    http.Response.Headers["Idempotency-Replayed"] = "true";
                return Results.Text(admitted.Answer, "application/json");
            case AdmissionAnswer.WouldAdmit would:
                return Preview(new(DryRun: true, WouldAdmit: true, would.Limit, would.InUse, IsRepeated: false));
            case AdmissionAnswer.LimitReached reached:
                return LimitReachedProblem.Result(reached, modality, service, limits.AtLimit == LimitsSection.Retry);
            case AdmissionAnswer.KeyInFlight:
                return new ProblemResult(
                    Problem.Conflict(ProblemTypes.KeyInFlight, "The same post is being decided right now; send it again in a moment."),
                    KeyRetryAfterSeconds);
            default:
                return new ProblemResult(new(
                    ProblemTypes.KeyUsedOtherwise, "The idempotency key was used for something else.", StatusCodes.Status422UnprocessableEntity,
                    $"{PostKey.Header}: the same key came with another payload within a day; use a new key for a new task."));
        }
    }

    private static IResult Preview(AdmissionPreview preview) => Results.Json(preview, ConnectorJson.Plain.AdmissionPreview);
}
