-- Writing down who was served a ballot is a scope of its own: where silence follows the majority it weighs.
alter table api_token
  drop constraint api_token_scopes_check,
  add constraint api_token_scopes_check check (cardinality(scopes) > 0 and scopes <@
    array['cases:read', 'cases:write', 'understand', 'register:read', 'register:write', 'personal',
          'votes:read', 'votes:export', 'votes:draft', 'votes:serve']);
